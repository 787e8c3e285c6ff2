//! What is wrong with a file, a text or a variable, and with several of them at once.

use crate::{DURATION, error, toml};
use reattempt::config::{Config, ProblemKind, Source};

#[test]
fn a_text_of_another_shape_than_tables_of_settings_is_refused() {
    for (json, message) in [
        (
            "{\n  \"*\": {]\n}",
            "line 2, column 9: key must be a string",
        ),
        (
            "[]",
            "must be a table of functions or patterns, each with a table of settings",
        ),
        (
            r#"{"*": 5}"#,
            "\"*\": must be a table of settings, such as { max_attempts = 5 }",
        ),
        (
            r#"{"*": {"max_attempts": 5, "max_attempts": 6}}"#,
            "\"*\": max_attempts = 6: a.json \"*\" sets it for at_entry, careful, deploy.login, \
             deploy.upload and listed too, and is as precise",
        ),
    ] {
        let error = error(&Config::new().json("a.json", json));
        assert_eq!(error, format!("a.json: {message}"), "{json}");
    }
}

#[test]
fn a_mistake_in_the_syntax_of_toml_is_told_by_line_and_column() {
    let syntax = error(&toml("\"*\" = {}\n["));
    assert!(
        syntax.starts_with("retry.toml: line 2, column 2: "),
        "{syntax}"
    );
}

#[test]
fn a_file_of_an_unknown_extension_is_refused() {
    assert_eq!(
        error(&Config::new().file("tests/config_errors/main.rs")),
        "tests/config_errors/main.rs: must be a file that ends in .json or .toml"
    );
}

#[test]
fn a_file_that_is_missing_is_unreadable() {
    let missing = Config::new().file("no/such/file.toml").check().unwrap_err();
    let kind = &missing.problems()[0].kind;
    assert!(matches!(kind, ProblemKind::Unreadable { .. }), "{kind}");
}

fn env(variables: &[(&'static str, &'static str)]) -> Config {
    Config::new()
        .env("DEPLOY", "deploy.*")
        .vars(variables.to_vec())
}

#[test]
fn a_variable_with_a_wrong_key_or_value_is_refused() {
    let attempts = "must be a number from 1, or \"unlimited\"";
    for (variable, value, message) in [
        ("DEPLOY_MAX_ATTEMPTS", "0", attempts),
        ("DEPLOY_MAX_ATTEMPTS", "five", attempts),
        ("DEPLOY_ENABLED", "no", "must be true or false"),
        ("DEPLOY_INITIAL_DELAY", "-1", DURATION),
        (
            "DEPLOY_INITIAL_DELAY",
            "500 msec",
            "`msec` is no unit of time: the units are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`; write \
             `\"500ms\"`",
        ),
        // Half of the readers take it for one and a half seconds.
        (
            "DEPLOY_BACKOFF",
            "1,5s",
            "`1` needs a unit: it could be seconds or milliseconds; write `\"1s\"` or `\"1ms\"`",
        ),
        (
            "DEPLOY_BACKOFF",
            "100ms, 2,5s",
            "`2` needs a unit: it could be seconds or milliseconds; write `\"2s\"` or `\"2ms\"`",
        ),
        (
            "DEPLOY_BACKOFF",
            "0.5",
            "`0.5` needs a unit: it could be seconds or milliseconds; write `\"0.5s\"` or `\"0.5ms\"`",
        ),
    ] {
        assert_eq!(
            error(&env(&[(variable, value)])),
            format!("{variable}={value}: {message}")
        );
    }
}

#[test]
fn variables_of_the_programs_own_are_left_alone() {
    let others = [
        ("DEPLOY_HOST", "h"),
        ("DEPLOY_TIMEOUT", "5"),
        ("DEPLOYMENT", "x"),
        ("MAX", "1"),
    ];
    env(&others).check().unwrap();
    env(&[("DEPLOY_FACTORY", "x")])
        .own_variable("DEPLOY_FACTORY")
        .check()
        .unwrap();
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_unicode_is_refused() {
    use std::os::unix::ffi::OsStringExt;
    let broken = std::ffi::OsString::from_vec(vec![0xff]);
    let config = Config::new().env("DEPLOY", "deploy.*");
    assert_eq!(
        error(&config.vars([("DEPLOY_MAX_ATTEMPTS", broken)])),
        "DEPLOY_MAX_ATTEMPTS: must be valid Unicode"
    );
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_layers() {
    let config = toml("[\"deploy.*\"]\nmax_attempts = 0\nfactor = \"fast\"\n[biling]\nx = 1")
        .json("broken.json", "{")
        .env("DEPLOY", "deploy.*")
        .vars([("DEPLOY_JITTER", "maybe"), ("DEPLOY_MAX_DELAY", "1")]);
    let error = config.check().unwrap_err();
    let sources: Vec<String> = error
        .problems()
        .iter()
        .map(|it| it.source.to_string())
        .collect();
    assert_eq!(
        sources,
        [
            "retry.toml",
            "retry.toml",
            "retry.toml",
            "retry.toml",
            "broken.json",
            "DEPLOY_JITTER"
        ]
    );
    assert_eq!(error.to_string().lines().count(), 6);

    let first = error
        .problems()
        .iter()
        .find(|it| it.key.as_deref() == Some("max_attempts"));
    let first = first.unwrap();
    assert_eq!(first.source, Source::File("retry.toml".to_owned()));
    assert_eq!(first.pattern.as_deref(), Some("deploy.*"));
    assert_eq!(first.value.as_deref(), Some("0"));
    let allowed = "a number from 1, or \"unlimited\"";
    let instead = None;
    assert_eq!(first.kind, ProblemKind::Invalid { allowed, instead });
}
