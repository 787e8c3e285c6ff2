//! Which numbers count.

use crate::{LATE, PAYMENTS, SHARED, TOTAL, Turn, UNNAMED, apply, own, pay, read, search, toml};
use reattempt::Class;
use reattempt::config;
use reattempt::guard::{BreakerState, CallOutcome};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// How many calls in a row fail before a breaker that is closed opens, of at most so many.
fn failures_to_open(breaker: &reattempt::Breaker, most: u32) -> Option<u32> {
    breaker.reset();
    let opened = (1..=most).find(|_| {
        let permit = breaker.permit().expect("closed");
        permit.settle(CallOutcome::Failure(Class::Transient));
        breaker.state() == BreakerState::Open
    });
    breaker.reset();
    opened
}

#[test]
fn a_breaker_without_a_name_is_set_by_the_function_that_it_guards() {
    let _turn = Turn::begin();
    assert_eq!(failures_to_open(&UNNAMED, 9), Some(5));
    for (text, failures) in [
        ("search = { breaker_consecutive_failures = 2 }", Some(2)),
        ("'sea*' = { breaker_consecutive_failures = 7 }", Some(7)),
        (
            "'*' = { breaker_failure_rate = 0.5, breaker_window = 8, breaker_min_calls = 3 }",
            Some(3),
        ),
        ("search = { breaker_open_for = 1 }", Some(5)),
    ] {
        apply(text);
        assert_eq!(failures_to_open(&UNNAMED, 9), failures, "{text}");
    }
    config::clear();
    assert_eq!(failures_to_open(&UNNAMED, 9), Some(5));
}

#[test]
fn a_breaker_with_a_name_is_set_by_that() {
    let _turn = Turn::begin();
    assert_eq!(failures_to_open(&PAYMENTS, 9), Some(4));
    let effective = apply("payments = { breaker_min_calls = 2, breaker_open_for = '10s' }");
    assert_eq!(failures_to_open(&PAYMENTS, 9), Some(2));
    assert_eq!(
        effective
            .to_string()
            .lines()
            .rev()
            .take(3)
            .collect::<Vec<_>>(),
        [
            r#"    breaker_open_for = "10s" from retry.toml "payments""#,
            r#"    breaker_min_calls = 2 from retry.toml "payments""#,
            "breaker payments:",
        ]
    );
    let now = Instant::now();
    PAYMENTS.open_now_at(now);
    assert_eq!(PAYMENTS.remaining_at(now), Some(Duration::from_secs(10)));
    PAYMENTS.close_now();
}

#[test]
fn calls_that_were_counted_stay_unless_they_are_counted_in_another_way() {
    let _turn = Turn::begin();
    PAYMENTS.reset();
    for _ in 0..3 {
        let permit = PAYMENTS.permit().unwrap();
        permit.settle(CallOutcome::Failure(Class::Transient));
    }
    apply("payments = { breaker_min_calls = 9, breaker_failure_rate = 0.9 }");
    assert_eq!(PAYMENTS.counts().calls, 3);
    apply("payments = { breaker_window = 50 }");
    assert_eq!(PAYMENTS.counts().calls, 0);
    apply("payments = { breaker_window = '10s' }");
    PAYMENTS.close_now();
    assert_eq!(PAYMENTS.state(), BreakerState::Closed);
}

#[test]
fn a_breaker_is_held_open_or_closed_and_let_go() {
    let _turn = Turn::begin();
    PAYMENTS.reset();
    apply("payments = { breaker_force = 'open' }");
    assert_eq!(PAYMENTS.state(), BreakerState::ForcedOpen);
    assert!(pay().is_err());
    apply("payments = { breaker_force = 'closed' }");
    assert_eq!(PAYMENTS.state(), BreakerState::ForcedClosed);
    assert!(pay().is_ok());
    apply("'*' = { breaker_force = 'open' }\npayments = { breaker_force = 'auto' }");
    assert_eq!(PAYMENTS.state(), BreakerState::Closed);
    assert_eq!(UNNAMED.state(), BreakerState::ForcedOpen);
    config::clear();
    assert_eq!(UNNAMED.state(), BreakerState::Closed);

    // What somebody has done meanwhile is theirs.
    apply("payments = { breaker_force = 'open' }");
    PAYMENTS.open_now();
    config::clear();
    assert_eq!(PAYMENTS.state(), BreakerState::Open);
    PAYMENTS.force_open();
    apply("payments = { breaker_open_for = 1 }");
    assert_eq!(PAYMENTS.state(), BreakerState::ForcedOpen);
    // Also where it is what configuration has done.
    apply("payments = { breaker_force = 'open' }");
    PAYMENTS.force_open();
    config::clear();
    assert_eq!(PAYMENTS.state(), BreakerState::ForcedOpen);
    apply("payments = { breaker_force = 'closed' }");
    PAYMENTS.reset();
    PAYMENTS.force_closed();
    config::clear();
    assert_eq!(PAYMENTS.state(), BreakerState::ForcedClosed);
    PAYMENTS.reset();
}

#[test]
fn slow_calls_count_from_when_they_are_set() {
    let _turn = Turn::begin();
    UNNAMED.reset();
    let now = Instant::now();
    let before = UNNAMED.permit_at(now).unwrap();
    apply(
        "search = { breaker_slow_call_duration_threshold = '1s', breaker_consecutive_failures = 1 }",
    );
    let hour = now + Duration::from_secs(3600);
    before.settle_at(CallOutcome::Success, hour);
    assert_eq!(UNNAMED.state(), BreakerState::Closed, "nobody has timed it");
    let permit = UNNAMED.permit_at(hour).unwrap();
    permit.settle_at(CallOutcome::Success, hour + Duration::from_secs(2));
    assert_eq!(UNNAMED.state(), BreakerState::Open);
    config::clear();
    UNNAMED.reset();
    let permit = UNNAMED.permit_at(hour).unwrap();
    permit.settle_at(CallOutcome::Success, hour + Duration::from_secs(2));
    assert_eq!(UNNAMED.counts().slow_calls, 0);
}

#[test]
fn the_open_time_grows_as_it_is_set() {
    let _turn = Turn::begin();
    UNNAMED.reset();
    apply(
        "search = { breaker_open_for = '5s', breaker_open_for_factor = 2, breaker_max_open_for = '8s' }",
    );
    let mut now = Instant::now();
    UNNAMED.open_now_at(now);
    let mut times = Vec::new();
    for _ in 0..3 {
        let time = UNNAMED.remaining_at(now).unwrap();
        times.push(time.as_secs());
        now += time;
        let probe = UNNAMED.permit_at(now).unwrap();
        probe.settle_at(CallOutcome::Failure(Class::Transient), now);
    }
    assert_eq!(times, [5, 8, 8]);
    UNNAMED.reset();
    assert!(search().is_err());
    UNNAMED.reset();
}

#[test]
fn a_budget_that_functions_share_is_set_by_all_of_them() {
    let _turn = Turn::begin();
    SHARED.reset();
    let retries = || {
        let calls = Cell::new(0);
        for _ in 0..100 {
            assert!(read(&calls).is_err());
        }
        SHARED.reset();
        calls.get() - 100
    };
    assert_eq!(retries(), 35);
    apply("'*' = { budget_capacity = 28 }");
    assert_eq!((SHARED.capacity(), retries()), (28, 2));
    apply(
        "read = { budget_transient_cost = 100 }\nwrite = { budget_transient_cost = 100.0 }"
            .replace("100.0", "100")
            .as_str(),
    );
    assert_eq!(retries(), 5);
    apply("'*' = { budget_max_concurrent = 0 }");
    assert_eq!(retries(), 0);
    config::clear();
    assert_eq!((SHARED.capacity(), retries()), (500, 35));
}

#[test]
fn what_a_budget_owes_it_still_owes() {
    let _turn = Turn::begin();
    SHARED.reset();
    let now = Instant::now();
    drop(SHARED.withdraw(Class::Transient, now));
    assert_eq!(SHARED.tokens(), 486);
    for (text, tokens) in [
        ("'*' = { budget_capacity = 100 }", 86),
        ("'*' = { budget_capacity = 1000 }", 986),
        ("'*' = { budget_floor = 3 }", 486),
    ] {
        apply(text);
        assert_eq!(SHARED.tokens(), tokens, "{text}");
    }
    apply("'*' = { budget_success_reward = 4.5 }");
    SHARED.succeeded();
    SHARED.succeeded();
    assert_eq!(SHARED.tokens(), 495);
    SHARED.reset();
}

#[test]
fn tokens_come_back_from_when_it_is_set() {
    let _turn = Turn::begin();
    SHARED.reset();
    apply("'*' = { budget_refill_per_second = 1 }");
    let now = Instant::now();
    for _ in 0..2 {
        drop(SHARED.withdraw(Class::Transient, now));
    }
    assert_eq!(SHARED.tokens(), 472);
    drop(SHARED.withdraw(Class::Transient, now + Duration::from_secs(14)));
    let left = SHARED.tokens();
    assert!((471..=472).contains(&left), "{left}");
    config::clear();
    drop(SHARED.withdraw(Class::Transient, now + Duration::from_secs(1000)));
    assert_eq!(SHARED.tokens(), left - 14);
    SHARED.reset();
}

#[test]
fn every_form_of_budget_takes_a_floor_and_a_limit() {
    let _turn = Turn::begin();
    apply("total = { budget_max_concurrent = 0 }");
    assert!(TOTAL.withdraw(Class::Transient, Instant::now()).is_err());
    config::clear();
    apply("'*' = { budget_capacity = 1 }");
    assert_eq!((TOTAL.capacity(), LATE.capacity()), (5, 1));
}

#[test]
fn a_budget_of_a_functions_own_is_set_by_its_name() {
    let _turn = Turn::begin();
    let of = |name| {
        let budgets = reattempt::guard::budgets();
        budgets.named(name).next().unwrap().capacity()
    };
    let config = toml("own = { budget_capacity = 14 }").env("OWN", "own");
    config
        .clone()
        .vars([("OWN_BUDGET_CAPACITY", "28")])
        .apply()
        .unwrap();
    assert_eq!(of("own"), 28);
    config.vars::<&str, &str>([]).apply().unwrap();
    assert_eq!(of("own"), 14);
    assert!(own().is_err());
}
