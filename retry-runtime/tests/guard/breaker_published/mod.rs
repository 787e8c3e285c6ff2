//! The circuit breaker against the tests of others, as they have them.

mod polly;
mod resilience4j;

use crate::support::at;
use reattempt_runtime::Class;
use reattempt_runtime::guard::{Breaker, CallOutcome, Permit};

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
