//! Counters, histograms and gauges, through the facade crate [`metrics`].
//!
//! The program installs a recorder, such as an exporter to Prometheus; without one nothing is counted.
//! A call that succeeds at once, or whose first error is permanent, is not counted either: there the
//! function has given its answer.
//!
//! The page `guide::observing` of `reattempt` lists the metrics and their labels, of which none is an error
//! text, an argument or an attempt number.
//!
//! ```
//! # fn render() -> String { String::new() }
//! // Where the program begins, after a recorder has been installed:
//! reattempt_runtime::metrics::describe();
//!
//! // Where the recorder is read:
//! fn answer() -> String {
//!     reattempt_runtime::metrics::collect();
//!     render()
//! }
//! # answer();
//! ```

mod guards;

use core::time::Duration;

use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, histogram};

use crate::StopReason;
use crate::failure::Failure;
use crate::history::{Past, is_answer};

pub use guards::collect;
pub(crate) use guards::{breaker_changed, budget_changed, watch};

const TARGET: &str = "reattempt";

const ATTEMPTS: &str = "retry_attempts_total";
const CALLS: &str = "retry_calls_total";
const CALL_ATTEMPTS: &str = "retry_call_attempts";
const DELAY: &str = "retry_delay_seconds";
const BUDGET: &str = "retry_budget_tokens";
const BREAKER: &str = "retry_breaker_state";

/// Tells the recorder what each metric means, and its unit. Call it once, after the recorder has been
/// installed; one that is installed later has not heard of it.
pub fn describe() {
    describe_counter!(ATTEMPTS, Unit::Count, "Attempts that failed, by class.");
    describe_counter!(
        CALLS,
        Unit::Count,
        "Calls with a failed attempt, by how they ended."
    );
    describe_histogram!(
        CALL_ATTEMPTS,
        Unit::Count,
        "Attempts of a call that had a failed one."
    );
    describe_histogram!(DELAY, Unit::Seconds, "Waits between two attempts.");
    describe_gauge!(
        BUDGET,
        Unit::Count,
        "Tokens that are left in a retry budget."
    );
    describe_gauge!(
        BREAKER,
        "Whether a circuit breaker is in this state: 1 or 0."
    );
}

/// Another attempt follows, after a wait.
pub(crate) fn retrying(past: &Past, failure: &Failure<'_>) {
    attempt_failed(past, failure);
    histogram!(target: TARGET, DELAY, "name" => past.site.name())
        .record(Duration::from_nanos(past.delay));
}

/// The call ends without success.
pub(crate) fn stopped(past: &Past, failure: &Failure<'_>, reason: StopReason) {
    if is_answer(past.attempts, reason) {
        return;
    }
    attempt_failed(past, failure);
    call_ended(past, reason.as_str(), past.attempts);
}

/// The call ends in the wait that followed its last attempt.
pub(crate) fn cancelled(past: &Past) {
    call_ended(past, StopReason::Cancelled.as_str(), past.attempts);
}

/// The call has succeeded after a failure.
pub(crate) fn recovered(past: &Past) {
    call_ended(past, "recovered", past.attempts.saturating_add(1));
}

fn attempt_failed(past: &Past, failure: &Failure<'_>) {
    if failure.refused {
        return;
    }
    let class = failure.class.as_str();
    counter!(target: TARGET, ATTEMPTS, "name" => past.site.name(), "class" => class).increment(1);
}

fn call_ended(past: &Past, outcome: &'static str, attempts: u32) {
    let name = past.site.name();
    counter!(target: TARGET, CALLS, "name" => name, "outcome" => outcome).increment(1);
    histogram!(target: TARGET, CALL_ATTEMPTS, "name" => name).record(attempts);
}
