//! What is said of settings that no budget or breaker can have.

use crate::{error, toml};
use reattempt::config::EffectiveGuard;

#[test]
fn one_line_names_the_key_the_value_and_what_is_allowed() {
    for (text, message) in [
        (
            "payments = { breaker_failure_rate = 1.5 }",
            r#""payments": breaker_failure_rate = 1.5: must be a fraction from 0.000001 to 1"#,
        ),
        (
            "payments = { breaker_force = 'half' }",
            r#""payments": breaker_force = "half": must be "open", "closed" or "auto""#,
        ),
        (
            "payments = { breaker_force = 'force_open' }",
            r#""payments": breaker_force = "force_open": must be "open", "closed" or "auto"; write "open""#,
        ),
        (
            "payments = { breaker_window = 1025 }",
            r#""payments": breaker_window = 1025: must be a number of calls from 1 to 1024, or a time of 10 ms or longer as a text, such as "10s""#,
        ),
        (
            "payments = { breaker_open_for = '5' }",
            r#""payments": breaker_open_for = "5": `5` needs a unit: it could be seconds or milliseconds; write `"5s"` or `"5ms"`"#,
        ),
        (
            "own = { budget_capacity = -1 }",
            r#""own": budget_capacity = -1: must be a whole number from 0 to 4294967295"#,
        ),
        (
            "payments = { breaker_min_calls = 11 }",
            r#""payments": breaker_min_calls = 11: min_calls must be at least 1 and at most what the window holds, 10, not 11; it is that of the breaker payments"#,
        ),
        (
            "search = { breaker_min_calls = 3 }",
            r#""search": breaker_min_calls = 3: is not used by the breaker search, which goes by failures in a row and not by a rate"#,
        ),
        (
            "search = { breaker_open_for_factor = 2 }",
            r#""search": breaker_open_for_factor = 2: is not used by the breaker search, whose open time does not grow: set both breaker_open_for_factor and breaker_max_open_for"#,
        ),
        (
            "payments = { breaker_slow_call_rate_threshold = 0.5 }",
            r#""payments": breaker_slow_call_rate_threshold = 0.5: is not used by the breaker payments, for which no call is slow: set breaker_slow_call_duration_threshold as well"#,
        ),
        (
            "search = { breaker_consecutive_failures = 3, breaker_failure_rate = 0.5 }",
            r#""search": breaker_failure_rate = 0.5: the breaker search opens by breaker_consecutive_failures or by breaker_failure_rate: leave one out"#,
        ),
        (
            "total = { budget_capacity = 7 }",
            r#""total": budget_capacity = 7: is not used by the budget total, which has no such number: it is no bucket of tokens"#,
        ),
        (
            "pay = { breaker_open_for = 1 }",
            r#""pay": breaker_open_for = 1: the breaker of pay is called "payments": write it for that name"#,
        ),
        (
            "bare = { breaker_open_for = 1 }",
            r#""bare": breaker_open_for = 1: is of no use to bare, which in the code has no breaker in a static"#,
        ),
        (
            "'per.host' = { breaker_open_for = 1 }",
            r#""per.host": breaker_open_for = 1: is of no use to per.host, which in the code has no breaker in a static"#,
        ),
        (
            "payments = { max_attempts = 1 }",
            r#""payments": max_attempts = 1: is no setting of the breaker payments"#,
        ),
        (
            "payments = { budget_capacity = 1 }",
            r#""payments": budget_capacity = 1: is no setting of the breaker payments"#,
        ),
        (
            "read = { budget_capacity = 7 }",
            r#""read": budget_capacity = 7: read and write share one budget, which has one such number: write it alike for all of them, or give the budget a name in the code and write it for that"#,
        ),
        (
            "'pay*' = { breaker_open_for = 1 }\n'*nts' = { breaker_open_for = 2 }",
            r#""pay*": breaker_open_for = 1: retry.toml "*nts" sets it for the breaker payments too, and is as precise"#,
        ),
        (
            "paymenst = { breaker_open_for = 1 }",
            r#""paymenst": matches none of the retried functions; the nearest is "payments""#,
        ),
        (
            "payments = { breaker = { open_for = '10s' } }",
            r#""payments": breaker = { .. }: there is no such key; each number of a breaker is a key of its own: write breaker_open_for = "10s""#,
        ),
        (
            "payments = { breaker_openfor = 1 }",
            r#""payments": breaker_openfor = 1: there is no such key; write breaker_open_for"#,
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: {message}"), "{text}");
    }
}

#[test]
fn a_number_has_bounds_and_a_count_no_unit() {
    for (text, message) in [
        (
            "payments = { breaker_window = '60 calls' }",
            r#""payments": breaker_window = "60 calls": must be a number of calls from 1 to 1024, or a time of 10 ms or longer as a text, such as "10s"; write 60"#,
        ),
        (
            "payments = { breaker_probes = 4294967296 }",
            r#""payments": breaker_probes = 4294967296: must be a whole number from 1 to 4294967295"#,
        ),
        (
            "own = { budget_success_reward = 1e-7 }",
            r#""own": budget_success_reward = 1e-7: must be 0 or a number of tokens from 0.000001 to 1000000"#,
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: {message}"), "{text}");
    }
}

#[test]
fn a_pattern_that_reaches_no_guard_is_a_mistake() {
    for (text, message) in [
        (
            "'p*y' = { breaker_force = 'open' }",
            r#""p*y": breaker_force = "open": the breaker of pay is called "payments": write it for that name"#,
        ),
        (
            "'ba*' = { breaker_force = 'open' }",
            r#""ba*": breaker_force = "open": is of no use to bare, which in the code has no breaker in a static"#,
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: {message}"), "{text}");
    }
}

#[test]
fn a_pattern_passes_over_what_has_no_use_for_it() {
    let text = "'*' = { budget_capacity = 7, breaker_min_calls = 2, breaker_open_for_factor = 2, nested = 'allow' }";
    let checked = toml(text).check().unwrap_or_else(|error| panic!("{error}"));
    let effective = checked.effective();
    let of = |name: &str| {
        let guards = effective
            .guards()
            .iter()
            .filter(|guard| guard.name() == name);
        let settings = guards.flat_map(EffectiveGuard::settings);
        settings
            .map(|setting| setting.key.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("payments"), ["breaker_min_calls"]);
    assert_eq!(of("read, write"), ["budget_capacity"]);
    assert_eq!(of("total"), [""; 0]);
    assert!(effective.site("bare").unwrap().settings().is_empty());
}

#[test]
fn nothing_is_applied_where_one_number_is_wrong() {
    let _turn = crate::Turn::begin();
    let text = "payments = { breaker_open_for = 1, breaker_min_calls = 99 }\nown = { budget_capacity = 7 }";
    assert!(toml(text).apply().is_err());
    let budgets = reattempt::guard::budgets();
    assert_eq!(budgets.named("own").next().unwrap().capacity(), 500);
}

#[test]
fn what_is_passed_over_with_the_kill_switch_is_not_in_force() {
    let variables = [("RETRY_ENABLED", "false"), ("RETRY_BREAKER_OPEN_FOR", "x")];
    let checked = toml("").env("RETRY", "*").vars(variables).check();
    assert!(checked.unwrap().effective().guards().is_empty());
}

#[reattempt::retry(name = "ceiling", config_max_attempts = 6, config_max_delay = "2m")]
fn ceiling() -> std::io::Result<()> {
    Ok(())
}

#[test]
fn a_ceiling_in_the_attribute_holds_beside_literals_alone() {
    assert!(ceiling().is_ok());
    for (text, message) in [
        (
            "ceiling = { max_attempts = 9 }",
            "max_attempts = 9: must be at most 6, the ceiling that ceiling sets in the code",
        ),
        (
            "ceiling = { max_delay = '3m' }",
            "max_delay = \"3m\": must be at most 120s, the ceiling that ceiling sets in the code",
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: \"ceiling\": {message}"));
    }
}
