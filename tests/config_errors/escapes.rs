//! What came from outside is shown without what a terminal obeys or a reader does not see.

use crate::{error, toml};
use reattempt::config::{Config, Key, Meaning};

/// Clears the screen, forges a line, turns the writing round, and hides.
const EVIL: &str =
    "\u{1b}[2J\n\rforged\u{85}\u{9b}31m\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}\u{7f}";

#[track_caller]
fn assert_clean(shown: &str, lines: usize) {
    let is_bad = |c: char| {
        (c.is_control() && c != '\n') || "\u{2028}\u{202e}\u{2066}\u{200b}\u{feff}".contains(c)
    };
    assert!(!shown.contains(is_bad), "{shown:?}");
    assert_eq!(shown.lines().count(), lines, "{shown}");
    assert!(shown.contains("\\u{202e}"), "{shown}");
}

/// `value` is JSON.
fn json(name: &str, pattern: &str, key: &str, value: &str) -> Config {
    let (pattern, key) = (quoted(pattern), quoted(key));
    Config::new().json(name, format!("{{{pattern}: {{{key}: {value}}}}}"))
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn names_patterns_keys_and_values_of_files() {
    assert_clean(&error(&json(EVIL, "*", "max_attempts", "0")), 1);
    assert_clean(&error(&json("a.json", EVIL, "max_attempts", "3")), 1);
    assert_clean(&error(&json("a.json", "*", EVIL, "3")), 1);
    assert_clean(&error(&json("a.json", "*", EVIL, "{}")), 1);
    assert_clean(&error(&json("a.json", "*", "backoff", &quoted(EVIL))), 1);
    let inner = format!("[{}]", quoted(EVIL));
    assert_clean(&error(&json("a.json", "*", "backoff", &inner)), 1);
}

#[test]
fn what_is_advised_to_write() {
    // A duration may have any space inside.
    let spaced = quoted("1m\u{2028}\u{85}\u{b}\n2s");
    let advice = error(&json("a.json", "*", "backoff", &spaced));
    assert!(advice.contains("; write [\"1m\\u{2028}"), "{advice:?}");
    assert!(
        !advice.contains(['\u{2028}', '\u{85}', '\u{b}', '\n']),
        "{advice:?}"
    );
}

#[test]
fn what_parsers_and_the_system_say() {
    let twice = format!("[{0:?}]\n[{0:?}]", "a").replace('a', "\\u202e\\u001b");
    let duplicate = error(&toml(&twice));
    assert!(!duplicate.contains(['\u{1b}', '\u{202e}']), "{duplicate:?}");
    let missing = Config::new().file(format!("{EVIL}.toml"));
    assert_clean(&error(&missing), 1);
    assert_clean(&error(&Config::new().toml(EVIL, "[")), 1);
    let newline = error(&Config::new().json("a.json", "{\"a\u{1b}\n\": 1"));
    assert_eq!(newline.lines().count(), 1);
}

#[test]
fn variables() {
    let env = |variable: &str, value: &str| {
        let config = Config::new().env("APP", "deploy.*");
        config.vars([(variable.to_owned(), value.to_owned())])
    };
    assert_clean(&error(&env("APP_MAX_ATTEMPTS", EVIL)), 1);
    let prefix = Config::new().env(EVIL, "deploy.*");
    let variable = format!("{EVIL}_MAX_ATTEMPTS");
    assert_clean(&error(&prefix.clone().vars([(&*variable, "0")])), 1);
    let variable = format!("{EVIL}_MAX_ATTEMPT");
    assert_clean(&error(&prefix.clone().vars([(&*variable, "0")])), 1);
    assert_clean(&error(&Config::new().env("APP", EVIL)), 1);
    // `log` is no setting with a prefix that does not speak of retries.
    let keys = Key::ALL.iter().filter(|key| key.guard().is_none());
    let lines = 2 * keys.count();
    assert_clean(&prefix.env("APP", EVIL).help().replace('\n', " \n"), lines);
}

#[test]
fn other_places_that_a_problem_names() {
    let text = "\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { factor = 4 }";
    assert_clean(&error(&Config::new().toml(EVIL, text)), 1);
    let by_file = Config::new().toml(EVIL, "[\"deploy.*\"]\ninitial_delay = 5");
    let by_variable = by_file.env("UP", "deploy.upload");
    assert_clean(&error(&by_variable.vars([("UP_MAX_DELAY", "2")])), 1);
    let alias = Config::new().alias(EVIL, Meaning::Key(Key::Factor));
    assert_clean(&error(&alias.toml("a.toml", "\"*\" = { colour = 1 }")), 1);
}

#[test]
fn what_is_in_force() {
    let config = Config::new()
        .alias(EVIL, Meaning::Key(Key::MaxAttempts))
        .toml(
            EVIL,
            "[\"deploy.*\"]\nmax_attempts = 3\ninitial_delay = \"1s\"",
        )
        .env(EVIL, "deploy.login")
        .vars([
            (format!("{EVIL}_MAX_ATTEMPTS"), "4\u{2028}"),
            (format!("{EVIL}_INITIAL_DELAY"), "2s"),
        ]);
    let checked = match config.check() {
        Ok(checked) => checked,
        Err(error) => panic!("{error}"),
    };
    let login = checked.effective().site("deploy.login").unwrap();
    assert_clean(&login.to_string(), 3);
    assert_clean(&format!("{login:#}"), 1 + login.parts().len());
    for setting in login.settings() {
        assert_clean(&setting.to_string(), 1);
    }
    let whole = checked.effective();
    assert_clean(&whole.to_string(), whole.to_string().lines().count());
    assert_clean(&format!("{whole:#}"), format!("{whole:#}").lines().count());
}
