//! The circuit breaker in every order in which threads can take their turns.
#![cfg(loom)]

use std::time::{Duration, Instant};

use loom::sync::Arc;
use loom::thread;
use reattempt_runtime::Class;
use reattempt_runtime::guard::{Breaker, BreakerState, CallOutcome};

const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);

/// Runs `a` and `b` on threads of their own and gives what they return, and the breaker afterwards.
fn race<T: 'static>(
    breaker: Breaker,
    a: impl FnOnce(&Breaker) -> T + 'static,
    b: impl FnOnce(&Breaker) -> T + 'static,
) -> (T, T, Arc<Breaker>) {
    let breaker = Arc::new(breaker);
    // Loom's types are made at their first use, which has to come before the threads.
    let _ = format!("{breaker:?}");
    let (first, second) = (Arc::clone(&breaker), Arc::clone(&breaker));
    let a = thread::spawn(move || a(&first));
    let b = thread::spawn(move || b(&second));
    (a.join().unwrap(), b.join().unwrap(), breaker)
}

fn fail(breaker: &Breaker, now: Instant) {
    if let Ok(permit) = breaker.permit_at(now) {
        permit.settle_at(FAILURE, now);
    }
}

/// Open for 10 s from `now`.
fn opened(now: Instant) -> Breaker {
    let builder = Breaker::builder().consecutive_failures(1);
    let breaker = builder.open_for(Duration::from_secs(10)).build();
    fail(&breaker, now);
    assert_eq!(breaker.state(), BreakerState::Open);
    breaker
}

#[test]
fn a_breaker_loses_no_failure() {
    let now = Instant::now();
    loom::model(move || {
        let breaker = Breaker::builder().consecutive_failures(2).build();
        let call = move |breaker: &Breaker| fail(breaker, now);
        let ((), (), breaker) = race(breaker, call, call);
        assert_eq!(breaker.state(), BreakerState::Open);
    });
}

#[test]
fn a_success_ends_a_streak_or_comes_before_it() {
    let now = Instant::now();
    loom::model(move || {
        let breaker = Breaker::builder().consecutive_failures(2).build();
        fail(&breaker, now);
        let (opened, _, breaker) = race(
            breaker,
            move |breaker| {
                fail(breaker, now);
                breaker.state() == BreakerState::Open
            },
            move |breaker| {
                if let Ok(permit) = breaker.permit_at(now) {
                    permit.settle_at(CallOutcome::Success, now);
                }
                false
            },
        );
        assert_eq!(breaker.state() == BreakerState::Open, opened);
    });
}

#[test]
fn a_half_open_breaker_lets_one_probe_through_at_a_time() {
    let now = Instant::now();
    loom::model(move || {
        let later = now + Duration::from_secs(10);
        // Both are asked before either ends.
        let ask = move |breaker: &Breaker| {
            let permit = breaker.permit_at(later);
            permit.map(|permit| core::mem::forget(permit)).is_ok()
        };
        let (a, b, breaker) = race(opened(now), ask, ask);
        assert!(a ^ b);
        assert_eq!(breaker.state(), BreakerState::HalfOpen);
    });
}

#[test]
fn an_abandoned_probe_leaves_no_place_taken() {
    let now = Instant::now();
    loom::model(move || {
        let later = now + Duration::from_secs(10);
        let ask = move |breaker: &Breaker| drop(breaker.permit_at(later));
        let ((), (), breaker) = race(opened(now), ask, ask);
        let probe = breaker.permit_at(later).unwrap();
        probe.settle_at(CallOutcome::Success, later);
        assert_eq!(breaker.state(), BreakerState::Closed);
        fail(&breaker, later);
        assert_eq!(breaker.state(), BreakerState::Open);
    });
}

#[test]
fn the_gate_of_a_breaker_follows_its_state() {
    let now = Instant::now();
    loom::model(move || {
        let (_, _, breaker) = race(Breaker::new(), Breaker::force_open, move |breaker| {
            fail(breaker, now);
            breaker.reset();
        });
        let closed = breaker.state() == BreakerState::Closed;
        assert_eq!(breaker.permit_at(now).is_ok(), closed);
    });
}

#[test]
fn a_breaker_loses_no_slow_call_and_no_refusal() {
    let now = Instant::now();
    loom::model(move || {
        let builder = Breaker::builder().consecutive_failures(2);
        let builder = builder.slow_call_duration_threshold(Duration::from_secs(1));
        let later = now + Duration::from_secs(2);
        let slow = move |breaker: &Breaker| {
            if let Ok(permit) = breaker.permit_at(now) {
                permit.settle_at(CallOutcome::Success, later);
            }
        };
        let ((), (), breaker) = race(builder.build(), slow, slow);
        assert_eq!(breaker.state(), BreakerState::Open);
        let ask = move |breaker: &Breaker| drop(breaker.permit_at(later));
        ask(&breaker);
        let counts = breaker.counts_at(later);
        assert_eq!((counts.slow_calls, counts.refusals), (2, 1));
    });
}
