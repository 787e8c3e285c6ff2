//! Keys that there are not, and names and patterns of no function.

use crate::{assert_setting, error, toml};
use reattempt::config::{Config, Meaning};

#[test]
fn an_unknown_key_is_told_what_to_write_instead() {
    for (setting, instead) in [
        (
            "max_retries = 3",
            "max_attempts counts every call, the first one included: write max_attempts = 4",
        ),
        ("attempts = 3", "it is called max_attempts here"),
        ("base_delay = 1", "it is called initial_delay here"),
        ("backoff_max = 1", "it is called max_delay here"),
        ("deadline = 1", "it is called max_elapsed here"),
        ("timeout = 1", "it is called attempt_timeout here"),
        ("multiplier = 2", "it is called factor here"),
        ("max_atempts = 3", "write max_attempts"),
        ("maxDelay = 3", "write max_delay"),
        ("max-delay = 3", "write max_delay"),
        (
            "until = 3",
            "it is an option of the attribute, which only the code can set",
        ),
        (
            "colour = 3",
            "the keys are enabled, max_attempts, backoff, initial_delay, max_delay, min_delay, \
             factor, increment, jitter, max_elapsed, throttled_delay, max_retry_after, retryable_errors, \
             non_retryable_errors, attempt_timeout, log, nested, and those of a budget and a breaker, such as \
             budget_capacity and breaker_open_for",
        ),
    ] {
        assert_setting(setting, &format!("there is no such key; {instead}"));
    }
}

#[test]
fn a_misspelt_alias_is_told_the_nearest() {
    let aliased = Config::new().alias(
        "max_tries",
        Meaning::Key(reattempt::config::Key::MaxAttempts),
    );
    assert_eq!(
        error(&aliased.toml("a.toml", "\"*\" = { max_trys = 1 }")),
        "a.toml: \"*\": max_trys = 1: there is no such key; write max_tries"
    );
}

#[test]
fn a_pattern_that_matches_no_function_is_told_the_nearest() {
    for (pattern, rest) in [
        ("deploy.uplaod", "; the nearest is \"deploy.upload\""),
        ("depoly.*", "; the nearest is \"deploy.login\""),
        ("*.uplod", "; the nearest is \"deploy.upload\""),
        (
            "billing*",
            "; there are at_entry, careful, deploy.login, deploy.upload and listed",
        ),
    ] {
        assert_eq!(
            error(&toml(&format!("{pattern:?} = {{}}"))),
            format!("retry.toml: {pattern:?}: matches none of the retried functions{rest}")
        );
        assert_eq!(
            error(&Config::new().env("DEPLOY", pattern).vars([("A", "b")])),
            format!("DEPLOY_*: {pattern:?}: matches none of the retried functions{rest}")
        );
    }
}

#[test]
fn a_name_with_a_dot_outside_of_quotes_is_told_to_quote_it() {
    assert_eq!(
        error(&toml("[deploy.upload]\nmax_attempts = 3")),
        "retry.toml: \"deploy\": matches none of the retried functions; there are at_entry, \
         careful, deploy.login, deploy.upload and listed\n\
         retry.toml: \"deploy\": upload = { .. }: there is no such key; a name with a dot stands \
         in quotes: write \"deploy.upload\""
    );
}
