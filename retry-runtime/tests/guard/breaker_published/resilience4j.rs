//! The state machine of resilience4j.

use std::time::Duration;

use super::{FAILURE, calls, permit};
use crate::support::at;
use reattempt_runtime::guard::BreakerState::{Closed, ForcedClosed, ForcedOpen, HalfOpen, Open};
use reattempt_runtime::guard::{Breaker, BreakerWindow, CallOutcome};

/// resilience4j, `CircuitBreakerStateMachineTest`, `setUp`.
fn resilience4j() -> Breaker {
    let window = BreakerWindow::Time(Duration::from_secs(20));
    let builder = Breaker::builder().failure_rate(0.5, window).min_calls(5);
    let builder = builder.open_for(Duration::from_secs(5)).probes(4);
    builder.lease(Duration::from_secs(1)).build()
}

/// The same, open since 0 s, and so half-open with the first call after 5 s.
fn resilience4j_opened() -> Breaker {
    let breaker = resilience4j();
    calls(&breaker, "-----", 0.0);
    assert_eq!(breaker.state(), Open);
    breaker
}

/// `shouldOpenAfterFailureRateThresholdExceeded`: on a success, which is the fifth call.
#[test]
fn resilience4j_opens_once_there_are_enough_calls() {
    let breaker = resilience4j();
    for outcome in ["-", "-", "-", "+"] {
        calls(&breaker, outcome, 0.0);
        assert_eq!(breaker.state(), Closed);
    }
    calls(&breaker, "+", 0.0);
    assert_eq!(breaker.state(), Open);
    assert!(permit(&breaker, 0.0).is_none());
}

/// `shouldOpenAfterFailureRateThresholdExceeded2`: a call a second.
#[test]
fn resilience4j_opens_at_the_threshold() {
    let breaker = resilience4j();
    for (secs, outcome) in [(0.0, "+"), (1.0, "+"), (2.0, "+"), (3.0, "-"), (4.0, "-")] {
        calls(&breaker, outcome, secs);
    }
    assert_eq!(breaker.state(), Closed);
    calls(&breaker, "-", 5.0);
    assert_eq!(breaker.state(), Open);
}

/// `shouldThrowCallNotPermittedExceptionWhenStateIsOpen`, `..WhenStateIsForcedOpen`,
/// `shouldTransitionToHalfOpenAfterWaitDuration`.
#[test]
fn resilience4j_is_half_open_after_its_wait() {
    let breaker = resilience4j_opened();
    assert!(permit(&breaker, 0.0).is_none());
    assert!(permit(&breaker, 3.0).is_none());
    assert_eq!(breaker.state(), Open);
    assert!(permit(&breaker, 6.0).is_some());
    assert_eq!(breaker.state(), HalfOpen);
}

/// `shouldOnlyPermitFourCallsInHalfOpenState`,
/// `shouldThrowCallNotPermittedExceptionWhenNotFurtherTestCallsArePermitted`,
/// `shouldIncreaseCounterOnReleasePermission`.
#[test]
fn resilience4j_permits_four_calls_when_half_open() {
    let breaker = resilience4j_opened();
    let mut probes: Vec<_> = (0..4).map(|_| permit(&breaker, 5.0).unwrap()).collect();
    assert!(permit(&breaker, 5.0).is_none());
    assert!(permit(&breaker, 5.0).is_none());
    drop(probes.pop());
    assert!(permit(&breaker, 5.0).is_some());
}

/// `shouldTransitionBackToOpenStateWhenFailureRateIsAboveThreshold`.
#[test]
fn resilience4j_opens_again_when_probes_fail() {
    let breaker = resilience4j_opened();
    calls(&breaker, "--+", 5.0);
    assert_eq!(breaker.state(), HalfOpen);
    calls(&breaker, "-", 5.0);
    assert_eq!(breaker.state(), Open);
}

/// `shouldTransitionBackToClosedStateWhenFailureIsBelowThreshold`; what was counted is forgotten.
#[test]
fn resilience4j_closes_again_when_probes_succeed() {
    let breaker = resilience4j_opened();
    calls(&breaker, "-++", 5.0);
    assert_eq!(breaker.state(), HalfOpen);
    calls(&breaker, "+", 5.0);
    assert_eq!(breaker.state(), Closed);
    calls(&breaker, "----", 5.0);
    assert_eq!(breaker.state(), Closed);
    calls(&breaker, "-", 5.0);
    assert_eq!(breaker.state(), Open);
}

/// `shouldReleasePermissionWhenExceptionIgnored`, `shouldIgnoreExceptionsAndThenTransitionToClosed`.
#[test]
fn resilience4j_ignored_errors_give_their_place_back() {
    let breaker = resilience4j_opened();
    calls(&breaker, "+++/", 5.0);
    assert_eq!(breaker.state(), HalfOpen);
    calls(&breaker, "-", 5.0);
    assert_eq!(breaker.state(), Closed, "one of four");

    let breaker = resilience4j_opened();
    calls(&breaker, "////+++", 5.0);
    assert_eq!(breaker.state(), HalfOpen);
    calls(&breaker, "+", 5.0);
    assert_eq!(breaker.state(), Closed);
}

/// `shouldDisableCircuitBreaker`: forced closed here. `shouldForceOpenCircuitBreaker`.
#[test]
fn resilience4j_stays_in_a_state_it_is_forced_into() {
    let breaker = resilience4j();
    breaker.force_closed();
    calls(&breaker, "+----", 0.0);
    assert_eq!(breaker.state(), ForcedClosed);

    breaker.force_open();
    assert!(permit(&breaker, 0.0).is_none());
    assert!(permit(&breaker, 6.0).is_none());
    assert_eq!(breaker.state(), ForcedOpen);
}

/// `shouldResetMetrics`, `shouldResetToClosedState`, `shouldResetClosedState`.
#[test]
fn resilience4j_forgets_everything_at_a_reset() {
    let breaker = resilience4j_opened();
    breaker.reset();
    assert_eq!(breaker.state(), Closed);
    calls(&breaker, "----", 0.0);
    breaker.reset();
    calls(&breaker, "----", 0.0);
    assert_eq!(breaker.state(), Closed);
}

/// `setUp`, where a call above 4 s is slow.
fn resilience4j_slow() -> Breaker {
    let window = BreakerWindow::Time(Duration::from_secs(20));
    let builder = Breaker::builder().failure_rate(0.5, window).min_calls(5);
    let builder = builder.slow_call_duration_threshold(Duration::from_secs(4));
    let builder = builder.slow_call_rate_threshold(0.5).probes(4);
    builder.open_for(Duration::from_secs(5)).build()
}

/// A call that takes so long, up to `secs`.
fn slow_call(breaker: &Breaker, outcome: CallOutcome, took: f64, secs: f64) {
    let permit = permit(breaker, secs - took).unwrap();
    permit.settle_at(outcome, at(secs));
}

/// `shouldOpenAfterSlowCallRateThresholdExceeded`.
#[test]
fn resilience4j_opens_at_the_rate_of_slow_calls() {
    let breaker = resilience4j_slow();
    for (outcome, took) in [
        (FAILURE, 5.0),
        (CallOutcome::Success, 5.0),
        (FAILURE, 0.1),
        (CallOutcome::Success, 0.1),
    ] {
        slow_call(&breaker, outcome, took, 10.0);
        assert_eq!(breaker.state(), Closed);
    }
    slow_call(&breaker, CallOutcome::Success, 5.0, 10.0);
    assert_eq!(breaker.state(), Open);
    let counts = breaker.counts_at(at(10.0));
    assert_eq!((counts.calls, counts.slow_calls), (5, 3));
    assert_eq!(counts.slow_call_rate, Some(0.6));
}

/// `shouldOpenAfterSlowCallRateThresholdExceededUsingMockClock`.
#[test]
fn resilience4j_opens_at_the_rate_of_slow_calls_as_time_passes() {
    let breaker = resilience4j_slow();
    let mut seen = Vec::new();
    for (took, secs) in [
        (5.0, 5.0),
        (5.0, 10.0),
        (1.0, 11.0),
        (1.0, 12.0),
        (5.0, 17.0),
    ] {
        slow_call(&breaker, CallOutcome::Success, took, secs);
        let counts = breaker.counts_at(at(secs));
        seen.push((counts.calls, counts.slow_calls, breaker.state()));
    }
    assert_eq!(
        seen,
        [
            (1, 1, Closed),
            (2, 2, Closed),
            (3, 2, Closed),
            (4, 2, Closed),
            (5, 3, Open)
        ]
    );
    assert_eq!(breaker.counts_at(at(17.0)).slow_call_rate, Some(0.6));
}

/// `shouldTransitionBackToOpenStateWhenSlowCallRateIsAboveThreshold`.
#[test]
fn resilience4j_opens_again_when_probes_are_slow() {
    let breaker = resilience4j_slow();
    breaker.open_now_at(at(0.0));
    for (took, secs) in [(5.0, 10.0), (5.0, 15.0), (5.0, 20.0)] {
        slow_call(&breaker, CallOutcome::Success, took, secs);
        assert_eq!(breaker.state(), HalfOpen);
    }
    slow_call(&breaker, CallOutcome::Success, 1.0, 21.0);
    assert_eq!(breaker.state(), Open);
    let counts = breaker.counts_at(at(21.0));
    assert_eq!(counts.slow_calls, 3);
    assert_eq!(counts.slow_call_rate, Some(0.75));
    assert_eq!(counts.failure_rate, Some(0.0));
}

/// `CircuitBreakerConfig`: the slow call rate is 100% unless it is said.
#[test]
fn resilience4j_opens_by_default_if_all_calls_are_slow() {
    let builder = Breaker::builder().failure_rate(0.5, BreakerWindow::Calls(4));
    let breaker = builder
        .slow_call_duration_threshold(Duration::from_secs(60))
        .build();
    for took in [61.0, 61.0, 61.0, 60.0] {
        slow_call(&breaker, CallOutcome::Success, took, 100.0);
    }
    assert_eq!(breaker.counts_at(at(100.0)).slow_call_rate, Some(0.75));
    assert_eq!(breaker.state(), Closed);
    slow_call(&breaker, CallOutcome::Success, 61.0, 100.0);
    assert_eq!(
        breaker.state(),
        Closed,
        "the quick one is still in the window"
    );
    (0..3).for_each(|_| slow_call(&breaker, CallOutcome::Success, 61.0, 100.0));
    assert_eq!(breaker.state(), Open);
}

/// `shouldTransitionToHalfOpenAfterWaitInterval`: `ofExponentialBackoff(5000)`, whose factor is 1.5.
/// There the second opening is by hand; here only probes that fail make the time grow.
#[test]
fn resilience4j_waits_longer_before_the_next_trial() {
    let builder = Breaker::builder().failure_rate(0.5, BreakerWindow::Calls(5));
    let builder = builder.probes(4).open_for(Duration::from_secs(5));
    let breaker = builder
        .open_for_growth(1.5, Duration::from_secs(3600))
        .build();
    breaker.open_now_at(at(0.0));
    assert!(permit(&breaker, 0.0).is_none());
    assert!(permit(&breaker, 3.0).is_none());
    let counts = breaker.counts_at(at(3.0));
    assert_eq!((counts.calls, counts.refusals), (0, 2));
    assert_eq!(counts.failure_rate, None);
    assert!(permit(&breaker, 6.0).is_some());
    assert_eq!(breaker.state(), HalfOpen);

    calls(&breaker, "----", 6.0);
    assert_eq!(
        breaker.remaining_at(at(6.0)),
        Some(Duration::from_millis(7500))
    );
    assert!(permit(&breaker, 12.0).is_none());
    assert!(permit(&breaker, 17.0).is_some());
    assert_eq!(breaker.state(), HalfOpen);
}

/// `CircuitBreakerMetricsTest`, `testCircuitBreakerMetrics`: too few calls have no rate, there -1.
#[test]
fn resilience4j_has_a_rate_from_the_least_number_of_calls_on() {
    let builder = Breaker::builder().failure_rate(0.7, BreakerWindow::Calls(10));
    let breaker = builder.build();
    let told = |outcomes: &str| {
        calls(&breaker, outcomes, 0.0);
        let counts = breaker.counts_at(at(0.0));
        (counts.calls, counts.failures, counts.failure_rate)
    };
    assert_eq!(told("++--"), (4, 2, None));
    assert_eq!(told("----++++"), (10, 6, Some(0.6)));
    assert_eq!(told("+++"), (10, 3, Some(0.3)));
}
