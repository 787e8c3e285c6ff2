//! The state machine of resilience4j.

use std::time::Duration;

use super::{calls, permit};
use reattempt_runtime::guard::BreakerState::{Closed, ForcedClosed, ForcedOpen, HalfOpen, Open};
use reattempt_runtime::guard::{Breaker, BreakerWindow};

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
