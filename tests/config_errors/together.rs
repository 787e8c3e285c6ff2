//! Settings that do not go together with the code or with each other.

use crate::{error, toml};
use reattempt::config::Config;

#[test]
fn settings_above_a_ceiling_of_the_code_are_refused() {
    assert_eq!(
        error(&toml(
            "[careful]\nmax_attempts = 6\nmax_delay = 91\nbackoff = [1, \"2m\"]\nthrottled_delay = \
             \"1h\""
        )),
        "retry.toml: \"careful\": max_attempts = 6: must be at most 5, the ceiling that careful \
         sets in the code\n\
         retry.toml: \"careful\": backoff = [1, \"2m\"]: must be at most 90s, the ceiling that \
         careful sets in the code\n\
         retry.toml: \"careful\": max_delay = 91: must be at most 90s, the ceiling that careful \
         sets in the code\n\
         retry.toml: \"careful\": throttled_delay = \"1h\": must be at most 90s, the ceiling that \
         careful sets in the code"
    );
}

#[test]
fn unlimited_attempts_for_all_are_refused_for_a_function_with_a_ceiling() {
    let unlimited = Config::new()
        .env("ALL", "*")
        .vars([("ALL_MAX_ATTEMPTS", "unlimited")]);
    assert_eq!(
        error(&unlimited),
        "ALL_MAX_ATTEMPTS=unlimited: must be at most 5, the ceiling that careful sets in the code"
    );
}

#[test]
fn settings_up_to_a_ceiling_and_of_functions_without_one_are_accepted() {
    for accepted in [
        "[careful]\nmax_attempts = 5\nmax_delay = 90",
        "[\"deploy.*\"]\nmax_attempts = \"unlimited\"",
    ] {
        let checked = toml(accepted).check();
        assert!(checked.is_ok(), "{accepted}: {}", checked.unwrap_err());
    }
}

#[test]
fn settings_that_contradict_the_code_or_each_other_are_refused() {
    for (settings, message) in [
        (
            "[\"deploy.*\"]\nmax_delay = \"500ms\"",
            "retry.toml: \"deploy.*\": max_delay = \"500ms\": must be at least 1s, the \
             initial_delay that deploy.login and deploy.upload have in the code",
        ),
        (
            "[\"deploy.upload\"]\ninitial_delay = 90\nmin_delay = 70",
            "retry.toml: \"deploy.upload\": initial_delay = 90: must be at most 60s, the max_delay \
             that deploy.upload has in the code\n\
             retry.toml: \"deploy.upload\": min_delay = 70: must be at most 60s, the max_delay that \
             deploy.upload has in the code",
        ),
        (
            "[listed]\nmax_delay = 20",
            "retry.toml: \"listed\": max_delay = 20: must be at least 30s, a delay of the backoff \
             that listed has in the code",
        ),
        (
            "[\"deploy.login\"]\nmax_attempts = \"unlimited\"\ninitial_delay = 0",
            "retry.toml: \"deploy.login\": max_attempts = \"unlimited\": with unlimited attempts \
             deploy.login needs a delay above zero",
        ),
        (
            "[at_entry]\nmax_delay = \"1ms\"\nmin_delay = \"2ms\"",
            "retry.toml: \"at_entry\": max_delay = \"1ms\": must be at least 2ms, the min_delay \
             that at_entry has by retry.toml \"at_entry\"",
        ),
    ] {
        assert_eq!(error(&toml(settings)), message, "{settings}");
    }
}

#[test]
fn a_variable_that_contradicts_a_file_is_refused() {
    let by_variable = toml("[\"deploy.*\"]\ninitial_delay = 5").env("UP", "deploy.upload");
    assert_eq!(
        error(&by_variable.vars([("UP_MAX_DELAY", "2")])),
        "UP_MAX_DELAY=2: must be at least 5s, the initial_delay that deploy.upload has by \
         retry.toml \"deploy.*\""
    );
}

#[test]
fn a_setting_is_not_held_against_what_the_code_says_at_entry() {
    toml("[at_entry]\nmax_delay = \"1ms\"").check().unwrap();
}

#[test]
fn settings_that_the_backoff_has_no_use_for_are_refused() {
    for (settings, message) in [
        (
            "[listed]\ninitial_delay = 2",
            "retry.toml: \"listed\": initial_delay = 2: is not used by the backoff of listed, which \
             is a list of delays",
        ),
        (
            "[\"deploy.*\"]\nbackoff = \"fixed\"\nfactor = 3",
            "retry.toml: \"deploy.*\": factor = 3: is not used by the backoff of deploy.login and \
             deploy.upload, which is fixed",
        ),
        (
            "[\"deploy.login\"]\nbackoff = \"decorrelated\"\njitter = false",
            "retry.toml: \"deploy.login\": jitter = false: is not used by the backoff of \
             deploy.login, which is decorrelated",
        ),
    ] {
        assert_eq!(error(&toml(settings)), message, "{settings}");
    }
}

#[test]
fn two_equally_precise_patterns_must_not_set_the_same_key() {
    assert_eq!(
        error(&toml(
            "\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { factor = 4 }"
        )),
        "retry.toml: \"deploy.*\": factor = 3: retry.toml \"*.upload\" sets it for deploy.upload \
         too, and is as precise"
    );
}

#[test]
fn two_equally_precise_patterns_may_set_different_keys() {
    toml("\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { jitter = false }")
        .check()
        .unwrap();
}

#[test]
fn two_equally_precise_patterns_may_set_a_key_that_a_more_precise_one_decides() {
    let decided = "\"deploy.*\" = { factor = 3 }\n\"*.upload\" = { factor = 4 }\n\
                   \"deploy.upload\" = { factor = 5 }";
    toml(decided).check().unwrap();
}
