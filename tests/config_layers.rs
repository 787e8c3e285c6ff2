//! Which layer and which pattern decides, for every key and every kind of source.

use reattempt::config::{Config, Effective, Key, Meaning, Section, Source};
use reattempt::{Policy, retry};
use std::io;

#[retry(name = "deploy.upload", max_attempts = 4)]
fn upload() -> io::Result<()> {
    Ok(())
}

#[retry(name = "deploy.login")]
fn login() -> io::Result<()> {
    Ok(())
}

#[retry(name = "poll", backoff = ["1s", "2s"], jitter = "full")]
fn poll() -> io::Result<()> {
    Ok(())
}

#[retry(backoff = "linear")]
fn unnamed() -> io::Result<()> {
    Ok(())
}

#[retry(name = "generic", max_attempts = attempts)]
async fn generic<T: Send + Sync>(attempts: u32, _thing: &T) -> io::Result<()> {
    Ok(())
}

#[test]
fn the_functions_run() {
    assert!(
        [upload(), login(), poll(), unnamed()]
            .iter()
            .all(Result::is_ok)
    );
    drop(generic(3, &()));
}

fn check(config: &Config) -> Effective {
    match config.check() {
        Ok(checked) => checked.effective().clone(),
        Err(error) => panic!("{error}"),
    }
}

fn toml(text: &str) -> Config {
    Config::new().toml("retry.toml", text)
}

fn policy(effective: &Effective, site: &str) -> Policy {
    *effective.site(site).unwrap().policy().unwrap()
}

fn attempts(config: &Config, site: &str) -> Option<u32> {
    policy(&check(config), site).max_attempts()
}

#[test]
fn all_functions_are_known_by_name() {
    let effective = check(&Config::new());
    let names: Vec<_> = effective
        .sites()
        .iter()
        .map(|site| site.site().name())
        .collect();
    assert_eq!(
        names,
        [
            "config_layers::unnamed",
            "deploy.login",
            "deploy.upload",
            "generic",
            "poll"
        ]
    );
    assert!(effective.site("generic").unwrap().policy().is_none());
    assert_eq!(policy(&effective, "deploy.upload").max_attempts(), Some(4));
}

#[test]
fn a_later_layer_goes_before_an_earlier_one() {
    let one = toml("\"deploy.*\" = { max_attempts = 5, max_delay = 5 }");
    assert_eq!(attempts(&one, "deploy.upload"), Some(5));
    assert_eq!(attempts(&one, "poll"), Some(3));

    let two = one.json("more.json", r#"{ "deploy.*": { "max_attempts": 6 } }"#);
    assert_eq!(attempts(&two, "deploy.upload"), Some(6));

    let three = two.env("DEPLOY", "deploy.*");
    let three = three.vars([("DEPLOY_MAX_ATTEMPTS", "7"), ("OTHER_MAX_ATTEMPTS", "9")]);
    assert_eq!(attempts(&three, "deploy.upload"), Some(7));

    // Key by key: what a later layer does not say stays.
    let policy = policy(&check(&three), "deploy.upload");
    assert_eq!(policy.max_delay().as_secs(), 5);
}

#[test]
fn the_order_of_layers_is_that_of_their_kinds() {
    let config = Config::new()
        .env("RETRY", "*")
        .vars([("RETRY_MAX_ATTEMPTS", "7")])
        .toml("retry.toml", "\"deploy.upload\" = { max_attempts = 5 }");
    assert_eq!(
        attempts(&config, "deploy.upload"),
        Some(7),
        "layers come before precision"
    );
}

#[test]
fn within_a_layer_the_more_precise_decides() {
    let config = toml(
        r#"
        "deploy.upload" = { max_attempts = 9 }
        "deploy.*" = { max_attempts = 8 }
        "*lo*" = { max_attempts = 7 }
        "*" = { max_attempts = 6 }
        "#,
    );
    assert_eq!(attempts(&config, "deploy.upload"), Some(9));
    assert_eq!(attempts(&config, "deploy.login"), Some(8));
    assert_eq!(attempts(&config, "poll"), Some(6));

    let config = Config::new()
        .env("ALL", "*")
        .env("ALL_DEPLOY", "deploy.*")
        .vars([("ALL_MAX_ATTEMPTS", "2"), ("ALL_DEPLOY_MAX_ATTEMPTS", "5")]);
    assert_eq!(attempts(&config, "deploy.upload"), Some(5));
    assert_eq!(attempts(&config, "poll"), Some(2));
}

#[test]
fn an_empty_variable_counts_as_none() {
    let config = toml("\"*\" = { max_attempts = 5 }").env("RETRY", "*");
    let config = config.vars([("RETRY_MAX_ATTEMPTS", ""), ("RETRY_ENABLED", "")]);
    assert_eq!(attempts(&config, "poll"), Some(5));
    assert!(check(&config).site("poll").unwrap().is_enabled());
}

const KEYS: [(&str, &str, &str); 11] = [
    ("enabled", "false", ""),
    (
        "max_attempts",
        "9",
        "9 attempts, exponential from 1s x2 up to 60s, equal jitter",
    ),
    (
        "backoff",
        "fibonacci",
        "3 attempts, fibonacci from 1s up to 60s, equal jitter",
    ),
    (
        "initial_delay",
        "250ms",
        "3 attempts, exponential from 250ms x2 up to 60s, equal jitter",
    ),
    (
        "max_delay",
        "1m30s",
        "3 attempts, exponential from 1s x2 up to 90s, equal jitter",
    ),
    (
        "min_delay",
        "0.5",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter, delays at least 500ms",
    ),
    (
        "factor",
        "1.5",
        "3 attempts, exponential from 1s x1.5 up to 60s, equal jitter",
    ),
    (
        "increment",
        "3s",
        "3 attempts, linear from 1s by 3s up to 60s, equal jitter",
    ),
    (
        "jitter",
        "0.25",
        "3 attempts, exponential from 1s x2 up to 60s, jitter of 25%",
    ),
    (
        "max_elapsed",
        "2m",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter, at most 2m in all",
    ),
    (
        "throttled_delay",
        "7s",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter",
    ),
];

/// `value` as JSON and TOML have it.
fn quoted(value: &str) -> String {
    let plain = value == "false" || value.parse::<f64>().is_ok();
    if plain {
        value.to_owned()
    } else {
        format!("\"{value}\"")
    }
}

#[test]
fn every_key_over_every_source() {
    for (key, value, expected) in KEYS {
        let site = if key == "increment" {
            "config_layers::unnamed"
        } else {
            "deploy.login"
        };
        let quoted = quoted(value);
        let json = format!("{{ \"{site}\": {{ \"{key}\": {quoted} }} }}");
        let section: Section = serde_json::from_str(&json).unwrap();
        let variable = format!("RETRY_{}", key.to_uppercase());
        for config in [
            toml(&format!("\"{site}\" = {{ {key} = {quoted} }}")),
            Config::new().json("retry.json", &*json),
            Config::new().section("settings", section),
            Config::new().env("RETRY", site).vars([(variable, value)]),
        ] {
            let effective = check(&config);
            let site = effective.site(site).unwrap();
            assert_eq!(site.is_enabled(), key != "enabled");
            if key == "throttled_delay" {
                assert_eq!(site.policy().unwrap().throttled_delay().as_secs(), 7);
            }
            if key != "enabled" {
                assert_eq!(site.policy().unwrap().to_string(), expected, "{key}");
            }
            let [setting] = site.settings() else {
                panic!("{site}")
            };
            assert_eq!(setting.key.as_str(), key);
        }
    }
}

#[test]
fn jitter_is_switched_off_by_false_and_back_to_its_own_by_true() {
    let jitter = |config: &Config| policy(&check(config), "poll").jitter().to_string();
    let off = toml("\"*\" = { jitter = false }");
    assert_eq!(jitter(&off), "no jitter");
    let back = off.env("RETRY", "*").vars([("RETRY_JITTER", "true")]);
    assert_eq!(jitter(&back), "full jitter");
}

#[test]
fn a_new_backoff_drops_the_parameters_of_the_old_one() {
    let config = toml(r#""deploy.*" = { backoff = "exponential", factor = 3, initial_delay = 2 }"#);
    let config = config.env("DEPLOY", "deploy.*");
    for (backoff, expected) in [
        ("linear", "linear from 2s by 2s up to 60s, equal jitter"),
        ("100ms, 2,5s", "delays of 100ms 2s 5s, equal jitter"),
        ("1s", "delays of 1s, equal jitter"),
    ] {
        let config = config.clone().vars([("DEPLOY_BACKOFF", backoff)]);
        let policy = policy(&check(&config), "deploy.login");
        assert_eq!(policy.to_string(), format!("3 attempts, {expected}"));
    }
}

#[test]
fn a_pattern_passes_over_functions_without_a_use_for_a_part() {
    let config = toml("\"*\" = { initial_delay = 2, factor = 3 }");
    let effective = check(&config);
    let shown = |site| policy(&effective, site).to_string();
    assert_eq!(shown("poll"), "3 attempts, delays of 1s 2s, full jitter");
    assert_eq!(
        shown("config_layers::unnamed"),
        "3 attempts, linear from 2s by 2s up to 60s, equal jitter"
    );
    assert!(effective.site("poll").unwrap().settings().is_empty());
}

#[test]
fn an_alias_says_what_it_counts() {
    let config = Config::new()
        .alias("max_retries", Meaning::Retries)
        .alias("backoff_floor", Meaning::Key(Key::MinDelay));
    let counted = |config: &Config| attempts(config, "poll");

    let file = config.clone().toml(
        "retry.toml",
        "\"*\" = { max_retries = 3, backoff_floor = 1 }",
    );
    assert_eq!(counted(&file), Some(4));
    assert_eq!(policy(&check(&file), "poll").min_delay().as_secs(), 1);

    let variable = config.env("RETRY", "*");
    for (retries, attempts) in [("0", Some(1)), ("3", Some(4)), ("unlimited", None)] {
        let variable = variable.clone().vars([("RETRY_MAX_RETRIES", retries)]);
        assert_eq!(counted(&variable), attempts);
    }
    let help = variable.help();
    let line = |name: &str| help.lines().find(|line| line.contains(name)).unwrap();
    assert_eq!(
        line("RETRY_MAX_ATTEMPTS"),
        "  RETRY_MAX_ATTEMPTS     attempts in all, the first included: a number from 1, or \
         unlimited"
    );
    assert_eq!(
        line("RETRY_MAX_RETRIES"),
        "  RETRY_MAX_RETRIES      attempts after the first: a number from 0, or unlimited"
    );
}

#[test]
fn what_is_in_force_says_where_it_comes_from() {
    let config = toml("\"deploy.*\" = { max_attempts = 7, initial_delay = \"500ms\" }")
        .env("DEPLOY", "deploy.*")
        .vars([("DEPLOY_MAX_ATTEMPTS", "5")]);
    let effective = check(&config);
    let site = effective.site("deploy.upload").unwrap();
    assert_eq!(site.settings()[0].value(), "5");
    assert_eq!(site.settings()[0].pattern(), "deploy.*");
    let variable = Source::Variable("DEPLOY_MAX_ATTEMPTS".to_owned());
    assert_eq!(*site.settings()[0].source(), variable);

    let (file, line) = (site.site().file(), site.site().line());
    assert_eq!(
        site.to_string(),
        format!(
            "deploy.upload ({file}:{line}): 5 attempts, exponential from 500ms x2 up to 60s, equal \
             jitter\n    max_attempts = 5 from DEPLOY_MAX_ATTEMPTS, overriding 7 from retry.toml \
             \"deploy.*\"\n    initial_delay = \"500ms\" from retry.toml \"deploy.*\""
        )
    );
    let off = check(&toml("\"*\" = { enabled = false }"));
    let shown = off.site("generic").unwrap().to_string();
    assert!(
        shown.ends_with("): switched off\n    enabled = false from retry.toml \"*\""),
        "{shown}"
    );
}

#[test]
fn files_are_read_by_extension_each_time() {
    let directory = std::env::temp_dir().join(format!("reattempt-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let (toml, json) = (directory.join("a.toml"), directory.join("b.json"));
    let config = Config::new().file(&toml).optional_file(&json);

    std::fs::write(&toml, "\"*\" = { max_attempts = 5 }").unwrap();
    assert_eq!(attempts(&config, "poll"), Some(5));
    std::fs::write(&json, r#"{ "poll": { "max_attempts": 6 } }"#).unwrap();
    assert_eq!(attempts(&config, "poll"), Some(6));
    std::fs::write(&json, "").unwrap();
    assert!(
        config
            .check()
            .unwrap_err()
            .to_string()
            .contains("b.json: line 1, column 0: EOF")
    );

    std::fs::remove_dir_all(&directory).unwrap();
    let missing = config.check().unwrap_err();
    assert_eq!(missing.problems().len(), 1);
    assert!(
        missing.to_string().contains("a.toml: cannot be read: "),
        "{missing}"
    );
}
