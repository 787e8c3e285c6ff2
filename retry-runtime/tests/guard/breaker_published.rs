//! The circuit breaker against the state tables of Polly and resilience4j, as their tests have them.

use std::time::Duration;

use crate::support::at;
use reattempt_runtime::Class;
use reattempt_runtime::guard::BreakerState::{Closed, ForcedClosed, ForcedOpen, HalfOpen, Open};
use reattempt_runtime::guard::{
    Breaker, BreakerState, BreakerWindow, CallOutcome, OpenFor, PermanentErrors, Permit,
};

const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);
const IGNORED: CallOutcome = CallOutcome::Failure(Class::Permanent);

fn permit(breaker: &Breaker, secs: f64) -> Option<Permit<'_>> {
    breaker.permit_at(at(secs)).ok()
}

fn call(breaker: &Breaker, outcome: CallOutcome, secs: f64) {
    permit(breaker, secs).unwrap().settle_at(outcome, at(secs));
}

/// Calls at one moment: `+` succeeds, `-` fails, `/` is an error that is ignored.
fn calls(breaker: &Breaker, outcomes: &str, secs: f64) {
    for outcome in outcomes.chars() {
        let outcome = match outcome {
            '+' => CallOutcome::Success,
            '-' => FAILURE,
            _ => IGNORED,
        };
        call(breaker, outcome, secs);
    }
}

/// Polly, `AdvancedCircuitBehaviorTests`, `OnActionFailure_WhenClosed_EnsureCorrectBehavior`: calls
/// and failures, of which the last is one, the least number of calls, the threshold, whether it
/// opens.
#[test]
fn polly_opens_a_closed_circuit_at_the_failure_rate() {
    for (throughput, failures, min_calls, threshold, opens) in [
        (10, 0, 10, 0.1, false),
        (10, 1, 10, 0.1, true),
        (10, 2, 10, 0.1, true),
        (11, 3, 10, 0.1, true),
        (9, 4, 10, 0.1, false),
    ] {
        let window = BreakerWindow::Time(Duration::from_secs(30));
        let breaker = Breaker::builder()
            .failure_rate(threshold, window)
            .min_calls(min_calls);
        let breaker = breaker.build();
        let permits: Vec<_> = (0..throughput)
            .map(|_| permit(&breaker, 0.0).unwrap())
            .collect();
        for (n, permit) in (0..throughput).zip(permits) {
            let fails = n >= throughput - failures;
            permit.settle_at(if fails { FAILURE } else { CallOutcome::Success }, at(0.0));
        }
        assert_eq!(breaker.state() == Open, opens, "{failures} of {throughput}");
    }
}

/// Polly's defaults for a break of 5 s, where an error that is not handled is a success.
fn polly() -> Breaker {
    let window = BreakerWindow::Time(Duration::from_secs(30));
    let builder = Breaker::builder().failure_rate(0.1, window).min_calls(2);
    let builder = builder.permanent_errors(PermanentErrors::Successes);
    builder.open_for(Duration::from_secs(5)).build()
}

/// `TransitionToState` of Polly's tests, from 0 s; half-open with its probe under way, from 5 s.
fn polly_in(state: BreakerState) -> Breaker {
    let breaker = polly();
    match state {
        Open | HalfOpen => calls(&breaker, "--", 0.0),
        ForcedOpen => breaker.force_open(),
        _ => {}
    }
    breaker
}

/// Polly, `CircuitStateControllerTests`, `OnActionSuccess_EnsureCorrectBehavior` and
/// `OnActionFailureAsync_EnsureCorrectBehavior`. Isolated is forced open here.
#[test]
fn polly_changes_state_with_the_outcome_of_a_call() {
    for (state, outcome, expected) in [
        (HalfOpen, IGNORED, Closed),
        (ForcedOpen, IGNORED, ForcedOpen),
        (Closed, IGNORED, Closed),
        (HalfOpen, FAILURE, Open),
        (Closed, FAILURE, Closed),
        (Open, FAILURE, Open),
        (ForcedOpen, FAILURE, ForcedOpen),
    ] {
        let breaker = polly_in(Closed);
        // Under way since before the circuit opened.
        let early = permit(&breaker, 0.0).unwrap();
        match state {
            Open | HalfOpen => calls(&breaker, "--", 0.0),
            ForcedOpen => breaker.force_open(),
            _ => {}
        }
        let ending = match state {
            HalfOpen => permit(&breaker, 5.0).unwrap(),
            _ => early,
        };
        assert_eq!(breaker.state(), state);
        ending.settle_at(outcome, at(5.0));
        assert_eq!(breaker.state(), expected, "{state} after {outcome:?}");
    }
    // Closed to open, the failure that is one too many.
    let breaker = polly_in(Closed);
    calls(&breaker, "--", 0.0);
    assert_eq!(breaker.state(), Open);
}

/// Polly, `CircuitStateControllerTests`: `OnActionPreExecute_CircuitOpenedByValue` and
/// `OnActionPreExecute_HalfOpen`, in which the refusals say a time.
#[test]
fn polly_refusals_say_when_to_come_again() {
    let breaker = polly_in(HalfOpen);
    assert_eq!(
        breaker.permit_at(at(0.0)).unwrap_err(),
        OpenFor(Duration::from_secs(5))
    );
    let _probe = permit(&breaker, 5.0).unwrap();
    let refused = breaker.permit_at(at(5.0)).unwrap_err();
    assert_eq!(
        (breaker.state(), refused),
        (HalfOpen, OpenFor(Duration::from_secs(5)))
    );
}

/// Polly, `CircuitStateControllerTests`: `IsolateAsync_Ok` and `BreakAsync_Ok`.
#[test]
fn polly_isolated_stays_open_until_closed() {
    let breaker = polly_in(ForcedOpen);
    assert_eq!(
        breaker.permit_at(at(1e6)).unwrap_err(),
        OpenFor(Duration::MAX)
    );
    breaker.reset();
    assert!(permit(&breaker, 1e6).is_some());
    assert_eq!(breaker.state(), Closed);
}

/// Polly, `CircuitStateControllerTests`: `HalfOpen_EnsureCorrectStateTransitionAfterExecution`,
/// `Flow_Closed_HalfOpen_Closed`, `Flow_Closed_HalfOpen_Open_HalfOpen_Closed`.
#[test]
fn polly_closes_or_opens_again_after_its_probe() {
    let breaker = polly_in(HalfOpen);
    call(&breaker, CallOutcome::Success, 5.0);
    assert_eq!(breaker.state(), Closed);

    let breaker = polly_in(HalfOpen);
    call(&breaker, FAILURE, 5.0);
    assert_eq!(breaker.state(), Open);
    let OpenFor(remaining) = breaker.permit_at(at(5.001)).unwrap_err();
    assert_eq!(remaining, Duration::from_millis(4999));
    let probe = permit(&breaker, 15.001).unwrap();
    assert_eq!(breaker.state(), HalfOpen);
    probe.settle_at(CallOutcome::Success, at(15.001));
    assert_eq!(breaker.state(), Closed);
}

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
