//! Which of several settings of a key decides.

use crate::{attempts, check, policy, toml};
use reattempt::config::Config;

#[test]
fn a_later_layer_goes_before_an_earlier_one_key_by_key() {
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
fn variables_go_before_files_in_whatever_order_they_are_added() {
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
fn within_a_layer_the_more_precise_pattern_decides() {
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
fn an_empty_variable_sets_nothing() {
    let config = toml("\"*\" = { max_attempts = 5 }").env("RETRY", "*");
    let config = config.vars([("RETRY_MAX_ATTEMPTS", ""), ("RETRY_ENABLED", "")]);
    assert_eq!(attempts(&config, "poll"), Some(5));
    assert!(check(&config).site("poll").unwrap().is_enabled());
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
