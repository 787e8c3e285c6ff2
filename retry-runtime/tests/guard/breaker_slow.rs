//! The circuit breaker that counts slow calls, and the one whose open time grows.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::support::at;
use reattempt_runtime::guard::{
    Breaker, BreakerBuilder, BreakerError, BreakerState, BreakerWindow, CallOutcome, OpenFor,
    PermanentErrors, Permit,
};
use reattempt_runtime::{Class, Clock, Scope};

const SUCCESS: CallOutcome = CallOutcome::Success;
const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);
const PERMANENT: CallOutcome = CallOutcome::Failure(Class::Permanent);

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// Slow above 2 s.
fn streak(calls: u32) -> BreakerBuilder {
    let builder = Breaker::builder().consecutive_failures(calls);
    builder.slow_call_duration_threshold(secs(2))
}

fn permit(breaker: &Breaker, began: f64) -> Permit<'_> {
    breaker.permit_at(at(began)).unwrap()
}

fn call(breaker: &Breaker, outcome: CallOutcome, began: f64, ended: f64) {
    permit(breaker, began).settle_at(outcome, at(ended));
}

#[test]
fn a_call_is_slow_also_where_the_breaker_met_a_later_time_first() {
    let breaker = streak(1).build();
    call(&breaker, SUCCESS, 3600.0, 3600.0);
    call(&breaker, SUCCESS, 0.0, 2.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, SUCCESS, 0.0, 5.0);
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[test]
fn a_slow_success_counts_as_a_failure_in_a_row() {
    let breaker = streak(3).build();
    call(&breaker, SUCCESS, 0.0, 2.1);
    call(&breaker, FAILURE, 3.0, 3.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, SUCCESS, 4.0, 6.1);
    assert_eq!(breaker.state(), BreakerState::Open);
    let counts = breaker.counts_at(at(6.1));
    assert_eq!(
        (counts.calls, counts.failures, counts.slow_calls),
        (3, 1, 2)
    );
}

#[test]
fn a_call_that_takes_just_the_threshold_is_not_slow() {
    let breaker = streak(1).build();
    call(&breaker, SUCCESS, 1.0, 3.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, SUCCESS, 1.0, 3.000_002);
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[test]
fn a_quick_success_ends_a_row_of_slow_ones() {
    let breaker = streak(2).build();
    call(&breaker, SUCCESS, 0.0, 9.0);
    call(&breaker, SUCCESS, 9.0, 9.0);
    call(&breaker, SUCCESS, 9.0, 18.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
    assert_eq!(breaker.counts_at(at(18.0)).calls, 1);
}

#[test]
fn calls_at_once_are_timed_each_for_itself() {
    let breaker = streak(2).build();
    let (early, late) = (permit(&breaker, 0.0), permit(&breaker, 4.0));
    late.settle_at(SUCCESS, at(5.0));
    early.settle_at(SUCCESS, at(5.0));
    assert_eq!(breaker.counts_at(at(5.0)).slow_calls, 1);
}

#[test]
fn a_slow_probe_opens_the_breaker_again() {
    let breaker = streak(1).build();
    call(&breaker, FAILURE, 0.0, 0.0);
    call(&breaker, SUCCESS, 30.0, 33.0);
    assert_eq!(breaker.state(), BreakerState::Open);
    call(&breaker, SUCCESS, 63.0, 64.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn a_slow_error_that_is_ignored_stays_ignored() {
    let breaker = streak(1).build();
    call(&breaker, PERMANENT, 0.0, 9.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
    let answers = streak(1).permanent_errors(PermanentErrors::Successes);
    let breaker = answers.build();
    call(&breaker, PERMANENT, 0.0, 9.0);
    assert_eq!(breaker.state(), BreakerState::Open, "a slow answer");
}

#[test]
fn a_timed_call_from_a_state_that_is_over_counts_for_nothing() {
    let breaker = streak(1).build();
    let [in_open, in_half_open, in_closed] = [(); 3].map(|()| permit(&breaker, 0.0));
    call(&breaker, FAILURE, 0.0, 0.0);
    in_open.settle_at(SUCCESS, at(20.0));
    let probe = permit(&breaker, 30.0);
    in_half_open.settle_at(FAILURE, at(30.0));
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    probe.settle_at(SUCCESS, at(30.0));
    in_closed.settle_at(FAILURE, at(31.0));
    assert_eq!(breaker.state(), BreakerState::Closed);
    assert_eq!(breaker.counts_at(at(31.0)).calls, 0);
}

#[test]
fn a_breaker_refuses_bad_numbers_about_slow_calls_and_growth() {
    let rate = || Breaker::builder().failure_rate(0.5, BreakerWindow::Calls(10));
    let growth = |factor, max| Breaker::builder().open_for_growth(factor, secs(max));
    for (builder, error) in [
        (
            Breaker::builder().slow_call_duration_threshold(Duration::ZERO),
            BreakerError::ZeroSlowCallThreshold,
        ),
        (
            streak(1).slow_call_rate_threshold(0.5),
            BreakerError::UnusedSlowCallRate,
        ),
        (
            rate().slow_call_rate_threshold(0.5),
            BreakerError::UnusedSlowCallRate,
        ),
        (
            rate()
                .slow_call_duration_threshold(secs(1))
                .slow_call_rate_threshold(0.0),
            BreakerError::SlowCallRateOutOfRange { rate: 0.0 },
        ),
        (
            growth(0.9, 60),
            BreakerError::OpenForFactorOutOfRange { factor: 0.9 },
        ),
        (
            growth(2.0, 29),
            BreakerError::MaxOpenForBelowOpenFor {
                open_for: secs(30),
                max: secs(29),
            },
        ),
    ] {
        assert_eq!(builder.try_build().unwrap_err(), error);
    }
}

/// When the circuit opens at `secs`, how long it is open.
fn open_time(breaker: &Breaker, secs: f64) -> Duration {
    call(breaker, FAILURE, secs, secs);
    let OpenFor(remaining) = breaker.permit_at(at(secs)).unwrap_err();
    remaining
}

#[test]
fn the_open_time_grows_with_every_failed_trial_up_to_its_maximum() {
    let builder = Breaker::builder().consecutive_failures(1);
    let builder = builder.open_for(secs(5)).open_for_growth(2.0, secs(60));
    let breaker = builder.build();
    let mut now = 0.0;
    for expected in [5, 10, 20, 40, 60, 60] {
        let time = open_time(&breaker, now);
        assert_eq!(time, secs(expected));
        now += time.as_secs_f64();
    }
    call(&breaker, SUCCESS, now, now);
    assert_eq!(open_time(&breaker, now), secs(5), "it was closed between");
}

#[test]
fn an_open_time_without_growth_stays_the_same() {
    let breaker = Breaker::builder().consecutive_failures(1).build();
    for opening in 0..5 {
        let time = open_time(&breaker, 30.0 * f64::from(opening));
        assert_eq!(time, secs(30));
    }
}

#[test]
fn an_open_time_grows_to_the_longest_times_without_overflow() {
    let builder = Breaker::builder().consecutive_failures(1);
    let builder = builder.open_for(secs(1));
    let breaker = builder.open_for_growth(1e9, Duration::MAX).build();
    assert_eq!(open_time(&breaker, 0.0), secs(1));
    assert_eq!(open_time(&breaker, 1.0), secs(1_000_000_000));
    let centuries = Duration::from_nanos(u64::MAX);
    assert_eq!(open_time(&breaker, 1e9 + 1.0), centuries);
}

#[test]
fn a_reset_forgets_how_long_the_breaker_was_open() {
    let builder = Breaker::builder().consecutive_failures(1);
    let builder = builder.open_for(secs(5)).open_for_growth(2.0, secs(60));
    for forget in [Breaker::reset, |breaker: &Breaker| {
        breaker.force_open();
        breaker.reset();
    }] {
        let breaker = builder.build();
        open_time(&breaker, 0.0);
        assert_eq!(open_time(&breaker, 5.0), secs(10));
        forget(&breaker);
        assert_eq!(open_time(&breaker, 6.0), secs(5));
    }
}

/// A clock that counts how often it is looked at.
#[derive(Debug, Default)]
struct Looks(AtomicU32);

impl Clock for Looks {
    fn now(&self) -> Instant {
        self.0.fetch_add(1, Ordering::Relaxed);
        at(0.0)
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        unreachable!("a breaker does not wait")
    }

    fn block(&self, _: Duration) {
        unreachable!("a breaker does not wait")
    }
}

#[test]
fn only_a_breaker_that_counts_slow_calls_looks_at_the_clock_on_success() {
    let looks = |builder: BreakerBuilder| {
        let (breaker, clock) = (builder.build(), Arc::new(Looks::default()));
        let call = || breaker.permit().unwrap().settle(SUCCESS);
        Scope::new().clock(clock.clone()).run(call);
        clock.0.load(Ordering::Relaxed)
    };
    let plain = Breaker::builder().open_for_growth(2.0, secs(60));
    assert_eq!(looks(plain), 0);
    assert_eq!(looks(streak(1)), 2);
}
