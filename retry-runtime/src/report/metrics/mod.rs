//! Counters, histograms and gauges, through the crate [`metrics`].
//!
//! The program installs a recorder, such as an exporter to Prometheus; without one nothing is counted.
//! A call that succeeds at once, or whose first error is permanent, is not counted either.
//!
//! If a recorder calls retried functions itself, those calls are not counted.
//!
//! The page `guide::observing` of `reattempt` lists the metrics and their labels. No label is an error text, an argument
//! or an attempt number; the label of a call is one only if [asked for](label_values).
//!
//! ```
//! # use reattempt_runtime as reattempt;
//! # fn render() -> String { String::new() }
//! // At the start of the program, after a recorder has been installed:
//! reattempt::metrics::describe();
//!
//! // Where the recorder is read:
//! fn answer() -> String {
//!     reattempt::metrics::collect();
//!     render()
//! }
//! # answer();
//! ```

mod guards;
mod labels;
mod names;

use core::cell::Cell;
use core::fmt::Display;
use core::time::Duration;

use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, histogram};

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;

pub use guards::collect;
pub(crate) use guards::{budget_changed, watch};
pub use labels::label_values;
use names::names;
pub use names::{PrefixError, set_prefix};

const TARGET: &str = "reattempt";

/// Tells the recorder what each metric means, and its unit. Call it once, after the recorder has been
/// installed; one that is installed later has not heard of it.
pub fn describe() {
    let names = names();
    describe_counter!(
        &*names.attempts,
        Unit::Count,
        "Attempts that failed, by class."
    );
    describe_counter!(
        &*names.calls,
        Unit::Count,
        "Calls with a failed attempt, by how they ended."
    );
    describe_histogram!(
        &*names.call_attempts,
        Unit::Count,
        "Attempts of a call that had a failed one."
    );
    describe_histogram!(&*names.delay, Unit::Seconds, "Waits between two attempts.");
    describe_gauge!(
        &*names.budget,
        Unit::Count,
        "Tokens that are left in a retry budget."
    );
    describe_gauge!(
        &*names.breaker,
        "Whether a circuit breaker is in this state: 1 or 0."
    );
}

/// An attempt has failed; one that an open circuit did not let through is none.
pub(crate) fn attempt_failed(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    if failure.refused {
        return;
    }
    let (name, class) = (call.site.name(), failure.class.as_str());
    let label = labels::value(name, failure.label);
    tell(|| {
        let metric = &*names().attempts;
        match label {
            None => counter!(target: TARGET, metric, "name" => name, "class" => class),
            Some(label) => {
                counter!(target: TARGET, metric, "name" => name, "class" => class, "label" => label)
            }
        }
        .increment(1);
    });
}

/// Another attempt follows, after a wait.
pub(crate) fn retrying(call: &RetriedCall<'_>, label: Option<&dyn Display>) {
    let delay = Duration::from_nanos(call.delay);
    let name = call.site.name();
    let label = labels::value(name, label);
    tell(|| {
        let metric = &*names().delay;
        match label {
            None => histogram!(target: TARGET, metric, "name" => name),
            Some(label) => histogram!(target: TARGET, metric, "name" => name, "label" => label),
        }
        .record(delay);
    });
}

/// A call with a failed attempt has ended.
pub(crate) fn call_ended(
    call: &RetriedCall<'_>,
    outcome: &'static str,
    attempts: u32,
    label: Option<&dyn Display>,
) {
    let name = call.site.name();
    let label = labels::value(name, label);
    tell(|| {
        let (calls, each) = (&*names().calls, &*names().call_attempts);
        let (calls, each) = match label {
            None => (
                counter!(target: TARGET, calls, "name" => name, "outcome" => outcome),
                histogram!(target: TARGET, each, "name" => name),
            ),
            Some(label) => (
                counter!(target: TARGET, calls, "name" => name, "outcome" => outcome, "label" => label.clone()),
                histogram!(target: TARGET, each, "name" => name, "label" => label),
            ),
        };
        calls.increment(1);
        each.record(attempts);
    });
}

/// Calls the recorder. Of what that calls itself it hears nothing, or it would never come to an end.
fn tell(call_recorder: impl FnOnce()) {
    thread_local! {
        static IS_TELLING: Cell<bool> = const { Cell::new(false) };
    }

    /// Puts the flag back, also when the recorder panics.
    struct Telling;

    impl Drop for Telling {
        fn drop(&mut self) {
            let _ = IS_TELLING.try_with(|telling| telling.set(false));
        }
    }

    if IS_TELLING.try_with(|telling| telling.replace(true)) == Ok(false) {
        let _telling = Telling;
        call_recorder();
    }
}
