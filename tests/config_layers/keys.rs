//! What every key sets, over every kind of source, and names of the program's own for keys.

use crate::{attempts, check, policy, toml};
use reattempt::config::{Config, Key, Meaning, Section};

/// A key, a value of it, and the policy that it makes of the function's own, if it makes one.
struct Setting {
    key: &'static str,
    value: &'static str,
    policy: Option<&'static str>,
}

const fn setting(key: &'static str, value: &'static str, policy: &'static str) -> Setting {
    Setting {
        key,
        value,
        policy: Some(policy),
    }
}

const EVERY_KEY: [Setting; 12] = [
    Setting {
        key: "enabled",
        value: "false",
        policy: None,
    },
    setting(
        "max_attempts",
        "9",
        "9 attempts, exponential from 1s x2 up to 60s, equal jitter",
    ),
    setting(
        "backoff",
        "fibonacci",
        "3 attempts, fibonacci from 1s up to 60s, equal jitter",
    ),
    setting(
        "initial_delay",
        "250ms",
        "3 attempts, exponential from 250ms x2 up to 60s, equal jitter",
    ),
    setting(
        "max_delay",
        "1m30s",
        "3 attempts, exponential from 1s x2 up to 90s, equal jitter",
    ),
    setting(
        "min_delay",
        "0.5",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter, delays at least 500ms",
    ),
    setting(
        "factor",
        "1.5",
        "3 attempts, exponential from 1s x1.5 up to 60s, equal jitter",
    ),
    setting(
        "increment",
        "3s",
        "3 attempts, linear from 1s by 3s up to 60s, equal jitter",
    ),
    setting(
        "jitter",
        "0.25",
        "3 attempts, exponential from 1s x2 up to 60s, jitter of 25%",
    ),
    setting(
        "max_elapsed",
        "2m",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter, at most 2m in all",
    ),
    setting(
        "throttled_delay",
        "7s",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter",
    ),
    setting(
        "max_retry_after",
        "5m",
        "3 attempts, exponential from 1s x2 up to 60s, equal jitter, hints up to 5m",
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
fn every_key_can_be_set_by_every_kind_of_source() {
    for Setting { key, value, policy } in EVERY_KEY {
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
            assert_eq!(site.is_enabled(), key != "enabled", "{key}");
            if key == "throttled_delay" {
                assert_eq!(site.policy().unwrap().throttled_delay().as_secs(), 7);
            }
            if let Some(policy) = policy {
                assert_eq!(site.policy().unwrap().to_string(), policy, "{key}");
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
        ("100ms,2s,5s", "delays of 100ms 2s 5s, equal jitter"),
        (" 100ms, 2s ", "delays of 100ms 2s, equal jitter"),
        ("1s", "delays of 1s, equal jitter"),
    ] {
        let config = config.clone().vars([("DEPLOY_BACKOFF", backoff)]);
        let policy = policy(&check(&config), "deploy.login");
        assert_eq!(
            policy.to_string(),
            format!("3 attempts, {expected}"),
            "backoff = {backoff}"
        );
    }
}

fn aliased() -> Config {
    Config::new()
        .alias("max_retries", Meaning::Retries)
        .alias("backoff_floor", Meaning::Key(Key::MinDelay))
}

#[test]
fn an_alias_says_what_it_counts() {
    let config = aliased();
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
        assert_eq!(counted(&variable), attempts, "{retries} retries");
    }
}

#[test]
fn help_on_variables_says_what_an_alias_counts() {
    let help = aliased().env("RETRY", "*").help();
    let line = |name: &str| help.lines().find(|line| line.contains(name)).unwrap();
    assert_eq!(
        line("RETRY_MAX_ATTEMPTS"),
        "  RETRY_MAX_ATTEMPTS          attempts in all, the first included: a number from 1, or \
         unlimited"
    );
    assert_eq!(
        line("RETRY_MAX_RETRIES"),
        "  RETRY_MAX_RETRIES           attempts after the first: a number from 0, or unlimited"
    );
}
