//! Numbers that change while a breaker is open or half-open, and what was done by hand before.

use crate::{HOSTS, Turn, apply};
use reattempt::config;
use reattempt::guard::{self, Breaker, BreakerBuilder, BreakerState, BreakerWindow, CallOutcome};
use reattempt::{Budget, Class, list_guards};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

list_guards!("probed");

const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);

fn listed(builder: BreakerBuilder) -> Arc<Breaker> {
    let breaker = Arc::new(builder.build());
    guard::list("probed", &breaker);
    breaker
}

/// Opened, and then probed with these outcomes.
fn half_open(builder: BreakerBuilder, probes: &[CallOutcome]) -> (Arc<Breaker>, Instant) {
    let breaker = listed(builder);
    let now = Instant::now();
    breaker.open_now_at(now);
    let now = now + Duration::from_secs(30);
    drop(breaker.permit_at(now).unwrap());
    for outcome in probes {
        breaker.permit_at(now).unwrap().settle_at(*outcome, now);
    }
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    (breaker, now)
}

#[test]
fn fewer_probes_than_have_ended_decide_with_the_next_call() {
    let _turn = Turn::begin();
    let builder = Breaker::builder().probes(5);
    let (breaker, now) = half_open(builder, &[CallOutcome::Success; 3]);
    apply("probed = { breaker_probes = 2 }");
    assert!(breaker.permit_at(now).is_ok());
    assert_eq!(breaker.state(), BreakerState::Closed);

    config::clear();
    let window = BreakerWindow::Calls(10);
    let builder = builder.failure_rate(0.5, window).min_calls(1);
    for (probes, state) in [
        ([FAILURE, FAILURE, CallOutcome::Success], BreakerState::Open),
        (
            [FAILURE, CallOutcome::Success, CallOutcome::Success],
            BreakerState::Closed,
        ),
    ] {
        let (breaker, now) = half_open(builder, &probes);
        apply("probed = { breaker_probes = 3 }");
        let refused = breaker.permit_at(now).err();
        assert_eq!(breaker.state(), state);
        let remaining = refused.map(|guard::OpenFor(remaining)| remaining);
        let is_open = state == BreakerState::Open;
        assert_eq!(remaining, is_open.then_some(Duration::from_secs(30)));
        config::clear();
    }
}

#[test]
fn a_half_open_breaker_never_refuses_for_no_time() {
    let _turn = Turn::begin();
    for numbers in [
        "breaker_probes = 1",
        "breaker_probes = 9",
        "breaker_consecutive_failures = 1",
        "breaker_failure_rate = 0.1",
        "breaker_failure_rate = 0.1, breaker_window = 2, breaker_min_calls = 1, breaker_probes = 1",
        "breaker_open_for = 1, breaker_lease = '1ms'",
    ] {
        for settled in 0..4 {
            let outcomes = [FAILURE, CallOutcome::Success, CallOutcome::Success];
            let window = BreakerWindow::Calls(10);
            let builder = Breaker::builder().probes(5).failure_rate(0.9, window);
            let (breaker, mut now) = half_open(builder, &outcomes[..settled]);
            drop(breaker.permit_at(now).unwrap());
            let under_way = breaker.permit_at(now).unwrap();
            apply(&format!("probed = {{ {numbers} }}"));
            if let Err(guard::OpenFor(remaining)) = breaker.permit_at(now) {
                assert!(!remaining.is_zero(), "{numbers}");
                now += remaining;
                assert!(breaker.permit_at(now).is_ok(), "{numbers}");
            }
            drop(under_way);
            config::clear();
        }
    }
}

#[test]
fn an_open_time_that_is_set_counts_from_the_next_opening() {
    let _turn = Turn::begin();
    let builder = Breaker::builder().open_for_growth(2.0, Duration::from_secs(600));
    let (breaker, mut now) = half_open(builder, &[]);
    breaker.permit_at(now).unwrap().settle_at(FAILURE, now);
    assert_eq!(breaker.remaining_at(now), Some(Duration::from_secs(60)));
    apply("probed = { breaker_open_for = '5s' }");
    assert_eq!(breaker.remaining_at(now), Some(Duration::from_secs(60)));
    now += Duration::from_secs(60);
    for seconds in [5, 10] {
        breaker.permit_at(now).unwrap().settle_at(FAILURE, now);
        let open = Duration::from_secs(seconds);
        assert_eq!(breaker.remaining_at(now), Some(open));
        now += open;
    }
}

#[test]
fn a_breaker_that_was_forced_by_hand_is_so_again() {
    let _turn = Turn::begin();
    for (by_hand, state) in [
        (
            Breaker::force_open as fn(&Breaker),
            BreakerState::ForcedOpen,
        ),
        (Breaker::force_closed, BreakerState::ForcedClosed),
        (Breaker::open_now, BreakerState::Closed),
    ] {
        let breaker = listed(Breaker::builder());
        by_hand(&breaker);
        for force in ["open", "closed", "open"] {
            apply(&format!("probed = {{ breaker_force = '{force}' }}"));
            assert_eq!(breaker.state().as_str(), format!("forced_{force}"));
        }
        apply("probed = { breaker_force = 'auto' }");
        assert_eq!(breaker.state(), state);
        config::clear();
        assert_eq!(breaker.state(), state);

        // The last word by hand is the one that stays.
        apply("probed = { breaker_force = 'open' }");
        breaker.reset();
        apply("probed = { breaker_force = 'closed' }");
        config::clear();
        assert_eq!(breaker.state(), BreakerState::Closed);
    }
    let builder = Breaker::builder().initial_state(BreakerState::ForcedOpen);
    let breaker = listed(builder);
    apply("probed = { breaker_force = 'closed' }");
    config::clear();
    assert_eq!(breaker.state(), BreakerState::ForcedOpen);
}

#[test]
fn nobody_finds_the_guard_of_a_new_key_before_configuration_has_reached_it() {
    let _turn = Turn::begin();
    apply("hosts = { breaker_force = 'open' }");
    for round in 0..2000 {
        let key = format!("new-{round}");
        let barrier = Barrier::new(2);
        let ask = || {
            barrier.wait();
            HOSTS.of(&key).permit().is_ok()
        };
        let passed = thread::scope(|scope| {
            let other = scope.spawn(ask);
            [ask(), other.join().unwrap()]
        });
        assert_eq!(passed, [false; 2], "{key}");
        drop(HOSTS.remove(&key));
    }
}

#[test]
fn the_hook_of_a_new_guard_may_ask_for_the_same_key() {
    static AGAIN: guard::PerKey<String, Breaker> = guard::PerKey::new(|_| {
        let hook = |_: &guard::BreakerChange| drop(AGAIN.of("db-1"));
        Breaker::builder().on_change(hook).build()
    })
    .named("probed");
    let _turn = Turn::begin();
    apply("probed = { breaker_force = 'open' }");
    assert_eq!(AGAIN.of("db-1").state(), BreakerState::ForcedOpen);
    config::clear();
    assert_eq!(AGAIN.of("db-1").state(), BreakerState::Closed);
    drop(AGAIN.remove("db-1"));
}

#[test]
fn an_empty_name_lists_nothing() {
    let _turn = Turn::begin();
    let before = guard::budgets().len();
    let budget = Arc::new(Budget::new());
    apply("'*' = { budget_capacity = 1 }");
    guard::list("", &budget);
    assert_eq!((guard::budgets().len(), budget.capacity()), (before, 500));
}
