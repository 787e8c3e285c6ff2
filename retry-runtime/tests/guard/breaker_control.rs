//! What a circuit breaker tells of itself, and what people do to it.

use std::sync::Mutex;
use std::time::Duration;

use crate::support::at;
use reattempt_runtime::Class;
use reattempt_runtime::guard::BreakerState::{Closed, ForcedClosed, ForcedOpen, HalfOpen, Open};
use reattempt_runtime::guard::{Breaker, BreakerCounts, BreakerWindow, CallOutcome};

const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);

fn call(breaker: &Breaker, outcome: CallOutcome, secs: f64) {
    let permit = breaker.permit_at(at(secs)).unwrap();
    permit.settle_at(outcome, at(secs));
}

/// Calls and failures.
fn counted(counts: BreakerCounts) -> (u32, u32) {
    (counts.calls, counts.failures)
}

#[test]
fn a_breaker_of_failures_in_a_row_counts_these_and_has_no_rate() {
    let breaker = Breaker::new();
    call(&breaker, FAILURE, 0.0);
    call(&breaker, FAILURE, 0.0);
    let counts = breaker.counts_at(at(0.0));
    assert_eq!(counted(counts), (2, 2));
    assert_eq!((counts.failure_rate, counts.slow_call_rate), (None, None));
    call(&breaker, CallOutcome::Success, 0.0);
    assert_eq!(breaker.counts_at(at(0.0)), BreakerCounts::default());
}

#[test]
fn a_breaker_by_rate_counts_its_window_and_has_a_rate_from_enough_calls_on() {
    let window = BreakerWindow::Time(Duration::from_secs(10));
    let builder = Breaker::builder().failure_rate(1.0, window).min_calls(4);
    let breaker = builder.build();
    call(&breaker, CallOutcome::Success, 0.0);
    (0..2).for_each(|_| call(&breaker, FAILURE, 1.0));
    assert_eq!(breaker.counts_at(at(1.0)).failure_rate, None);
    call(&breaker, FAILURE, 2.0);
    let counts = breaker.counts_at(at(2.0));
    assert_eq!((counted(counts), counts.failure_rate), ((4, 3), Some(0.75)));
    let later = breaker.counts_at(at(11.5));
    assert_eq!(counted(later), (1, 1), "what was longer ago is forgotten");
}

#[test]
fn an_open_breaker_tells_on_what_it_opened_and_whom_it_has_refused() {
    let breaker = Breaker::builder().consecutive_failures(2).build();
    (0..2).for_each(|_| call(&breaker, FAILURE, 0.0));
    (0..3).for_each(|_| drop(breaker.permit_at(at(1.0))));
    let counts = breaker.counts_at(at(9.0));
    assert_eq!(counted(counts), (2, 2));
    assert_eq!((counts.refusals, counts.openings), (3, 1));

    let probe = breaker.permit_at(at(30.0)).unwrap();
    assert!(breaker.permit_at(at(30.0)).is_err());
    probe.settle_at(FAILURE, at(31.0));
    let counts = breaker.counts_at(at(31.0));
    assert_eq!(counted(counts), (1, 1), "that of the probe");
    assert_eq!((counts.refusals, counts.openings), (4, 2));

    breaker.reset();
    let counts = breaker.counts_at(at(31.0));
    assert_eq!(counted(counts), (0, 0));
    assert_eq!((counts.refusals, counts.openings), (4, 2), "these stay");
}

#[test]
fn a_breaker_that_is_forced_open_counts_its_refusals() {
    let breaker = Breaker::new();
    breaker.force_open();
    assert!(breaker.permit_at(at(0.0)).is_err());
    let counts = breaker.counts_at(at(0.0));
    assert_eq!((counts.refusals, counts.openings), (1, 0));
}

#[test]
fn the_hook_is_told_the_name_that_a_breaker_was_given_last() {
    static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    let breaker = Breaker::builder()
        .name("payments")
        .on_change(|change| NAMES.lock().unwrap().push(change.name))
        .build()
        .named("stripe");

    breaker.open_now_at(at(0.0));

    assert_eq!(*NAMES.lock().unwrap(), ["stripe"]);
}

#[test]
fn a_breaker_can_be_opened_for_its_open_time() {
    let breaker = Breaker::builder().name("stripe").build();
    assert_eq!(breaker.name(), "stripe");
    breaker.open_now_at(at(0.0));
    assert_eq!(breaker.state(), Open);
    assert_eq!(
        breaker.remaining_at(at(10.0)),
        Some(Duration::from_secs(20))
    );
    breaker.open_now_at(at(15.0));
    assert_eq!(
        breaker.remaining_at(at(15.0)),
        Some(Duration::from_secs(30)),
        "anew"
    );
    call(&breaker, CallOutcome::Success, 45.0);
    assert_eq!(breaker.state(), Closed);
}

#[test]
fn a_breaker_that_begins_open_counts_its_time_from_the_first_call() {
    static BREAKER: Breaker = Breaker::builder().initial_state(Open).build();
    assert_eq!(BREAKER.state(), Open);
    assert_eq!(BREAKER.remaining_at(at(0.0)), Some(Duration::from_secs(30)));
    assert!(BREAKER.permit_at(at(5.0)).is_err());
    assert_eq!(
        BREAKER.remaining_at(at(15.0)),
        Some(Duration::from_secs(20))
    );
    call(&BREAKER, CallOutcome::Success, 35.0);
    assert_eq!(BREAKER.state(), Closed);
    assert_eq!(BREAKER.counts_at(at(35.0)).openings, 0);
}

#[test]
fn a_breaker_that_begins_half_open_is_probed_first() {
    let breaker = Breaker::builder().initial_state(HalfOpen).build();
    let probe = breaker.permit_at(at(0.0)).unwrap();
    assert!(breaker.permit_at(at(0.0)).is_err());
    probe.settle_at(FAILURE, at(0.0));
    assert_eq!(breaker.remaining_at(at(0.0)), Some(Duration::from_secs(30)));
}

#[test]
fn a_breaker_can_begin_in_every_state() {
    for state in [Closed, Open, HalfOpen, ForcedOpen, ForcedClosed] {
        let breaker = Breaker::builder().initial_state(state).build();
        assert_eq!(breaker.state(), state);
        let admits = breaker.permit_at(at(0.0)).is_ok();
        assert_eq!(admits, !matches!(state, Open | ForcedOpen), "{state}");
    }
}

#[test]
fn opening_by_hand_does_not_make_the_open_time_grow() {
    let breaker = Breaker::builder()
        .open_for(Duration::from_secs(5))
        .open_for_growth(2.0, Duration::from_secs(60))
        .build();
    breaker.open_now_at(at(0.0));
    drop(breaker.permit_at(at(5.0)).unwrap());
    assert_eq!(breaker.state(), HalfOpen);
    breaker.open_now_at(at(5.0));
    assert_eq!(breaker.remaining_at(at(5.0)), Some(Duration::from_secs(5)));

    call(&breaker, FAILURE, 10.0);
    assert_eq!(
        breaker.remaining_at(at(10.0)),
        Some(Duration::from_secs(10)),
        "that was a probe"
    );
    drop(breaker.permit_at(at(20.0)).unwrap());
    breaker.open_now_at(at(20.0));
    assert_eq!(
        breaker.remaining_at(at(20.0)),
        Some(Duration::from_secs(10))
    );
}

#[test]
fn a_breaker_prints_its_state_and_what_it_has_counted() {
    let breaker = Breaker::builder()
        .slow_call_duration_threshold(Duration::from_secs(1))
        .build();
    assert_eq!(breaker.to_string(), "closed, 0 refused");
    call(&breaker, FAILURE, 0.0);
    let slow = breaker.permit_at(at(0.0)).unwrap();
    slow.settle_at(CallOutcome::Success, at(2.0));
    assert_eq!(
        breaker.to_string(),
        "closed, 1 of 2 calls failed, 1 slow, 0 refused"
    );
    breaker.force_open();
    assert!(breaker.permit_at(at(0.0)).is_err());
    assert_eq!(breaker.to_string(), "forced_open, 1 refused");
}
