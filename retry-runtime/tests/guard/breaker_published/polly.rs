//! The state tables of Polly.

use std::time::Duration;

use super::{FAILURE, IGNORED, call, calls, permit};
use crate::support::at;
use reattempt_runtime::guard::BreakerState::{Closed, ForcedOpen, HalfOpen, Open};
use reattempt_runtime::guard::{
    Breaker, BreakerState, BreakerWindow, CallOutcome, OpenFor, PermanentErrors,
};

/// Polly, `AdvancedCircuitBehaviorTests`, `OnActionFailure_WhenClosed_EnsureCorrectBehavior`, where
/// the threshold is 0.1 of at least ten calls; the last calls are those that fail.
#[test]
fn polly_opens_a_closed_circuit_at_the_failure_rate() {
    #[derive(Debug)]
    struct Case {
        calls: u32,
        failures: u32,
        opens: bool,
    }

    for case in [
        Case {
            calls: 10,
            failures: 0,
            opens: false,
        },
        Case {
            calls: 10,
            failures: 1,
            opens: true,
        },
        Case {
            calls: 10,
            failures: 2,
            opens: true,
        },
        Case {
            calls: 11,
            failures: 3,
            opens: true,
        },
        Case {
            calls: 9,
            failures: 4,
            opens: false,
        },
    ] {
        let window = BreakerWindow::Time(Duration::from_secs(30));
        let breaker = Breaker::builder().failure_rate(0.1, window).min_calls(10);
        let breaker = breaker.build();
        let permits: Vec<_> = (0..case.calls)
            .map(|_| permit(&breaker, 0.0).unwrap())
            .collect();
        for (n, permit) in (0..case.calls).zip(permits) {
            let fails = n >= case.calls - case.failures;
            permit.settle_at(if fails { FAILURE } else { CallOutcome::Success }, at(0.0));
        }
        assert_eq!(breaker.state() == Open, case.opens, "{case:?}");
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
    for (state, outcome, state_afterwards) in [
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
        assert_eq!(breaker.state(), state, "before {outcome:?}");
        ending.settle_at(outcome, at(5.0));
        assert_eq!(
            breaker.state(),
            state_afterwards,
            "{state} and then {outcome:?}"
        );
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
