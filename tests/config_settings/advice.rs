//! What is said to write in the place of a wrong value is right itself.

use reattempt::config::{Config, Key, PolicySettings};

use crate::{json, mistake, settings};

#[test]
fn a_number_that_is_too_big_is_told_the_biggest() {
    for number in ["99999999999999999999", "4294967296", "4294967296.0"] {
        let message = mistake(&format!(r#"{{ "max_attempts": {number} }}"#));
        assert!(
            message.ends_with(r#"must be a number from 1, or "unlimited"; write "unlimited", or 4294967294 at most"#),
            "{message}"
        );
    }
    for (key, least) in [("budget_capacity", 0), ("breaker_probes", 1)] {
        assert_eq!(
            mistake(&format!(r#"{{ "{key}": 5000000000 }}"#)),
            format!("{key} = 5000000000: must be a whole number from {least} to 4294967295")
        );
    }
}

#[test]
fn a_window_of_calls_in_quotes_is_told_how_to_write_calls() {
    let allowed = Key::BreakerWindow.allowed();
    for (window, instead) in [
        (
            "100",
            r#"; write 100 for calls, "100s" or "100ms" for a time"#,
        ),
        ("60 calls", "; write 60"),
        ("2000", r#"; write "2000s" or "2000ms""#),
        ("2000 calls", ""),
    ] {
        assert_eq!(
            mistake(&format!(r#"{{ "breaker_window": "{window}" }}"#)),
            format!("breaker_window = \"{window}\": must be {allowed}{instead}")
        );
    }
}

#[test]
fn what_is_kept_to_the_millionth_is_a_millionth_at_least() {
    assert_eq!(
        mistake(r#"{ "breaker_failure_rate": 0.0000001 }"#),
        "breaker_failure_rate = 1e-7: must be a fraction from 0.000001 to 1"
    );
    assert_eq!(
        mistake(r#"{ "budget_success_reward": 0.0000001 }"#),
        "budget_success_reward = 1e-7: must be 0 or a number of tokens from 0.000001 to 1000000"
    );
    for good in [
        r#"{ "breaker_failure_rate": 0.000001 }"#,
        r#"{ "budget_success_reward": 0 }"#,
        r#"{ "budget_success_reward": 0.000001 }"#,
    ] {
        assert!(!json(good).is_empty());
    }
}

#[test]
fn a_text_of_nothing_is_shown_in_quotes() {
    for text in ["", " "] {
        let error = PolicySettings::new()
            .set(Key::MaxAttempts, text)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"max_attempts = "": must be a number from 1, or "unlimited""#
        );
    }
}

#[test]
fn a_word_in_other_letters_is_told_the_right_ones() {
    for (key, word, right) in [
        ("jitter", "Full", "full"),
        ("backoff", "Exponential", "exponential"),
        ("nested", "Allow", "allow"),
        ("breaker_force", "OPEN", "open"),
    ] {
        let message = mistake(&format!(r#"{{ "{key}": "{word}" }}"#));
        assert!(
            message.ends_with(&format!("; write \"{right}\"")),
            "{message}"
        );
    }
}

#[test]
fn a_whole_number_may_have_a_point() {
    assert_eq!(
        json(r#"{ "max_attempts": 5.0, "budget_capacity": 7.0, "breaker_window": 20.0 }"#),
        settings(&[
            (Key::MaxAttempts, "5"),
            (Key::BudgetCapacity, "7"),
            (Key::BreakerWindow, "20")
        ])
    );
    assert_eq!(
        mistake(r#"{ "budget_capacity": 7.5 }"#),
        "budget_capacity = 7.5: must be a whole number from 0 to 4294967295"
    );
}

#[test]
fn a_setting_at_the_top_of_a_file_is_told_where_it_belongs() {
    let error = Config::new().toml("retry.toml", "max_attempts = 5").check();
    assert_eq!(
        error.unwrap_err().to_string(),
        r#"retry.toml: "max_attempts": is a setting and must stand below a name or a pattern: write ["*"] above it for all functions"#
    );
}
