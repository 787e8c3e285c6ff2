//! Who is told what has become of an attempt that failed: log, counters, metrics, observers. Uses `call`,
//! `guard` and what is before them.

pub(crate) mod event;
#[cfg(feature = "sites")]
pub mod last_errors;
pub(crate) mod log;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg_attr(not(feature = "std"), path = "bare/observers.rs")]
mod observers;
pub(crate) mod span;

use core::fmt::Display;

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::call::verdict::{End, Stop};
use crate::error::stop_reason::StopReason;

/// Another attempt follows, after a wait.
#[inline]
pub(crate) fn retrying(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    log::retrying(call, failure);
    count_failure(call, failure);
    #[cfg(feature = "sites")]
    call.site.counters.retrying(call.delay);
    #[cfg(feature = "metrics")]
    metrics::retrying(call, failure.label);
    observers::retrying(call, failure);
}

/// The call ends without success; it is decided here once whether that is its answer.
pub(crate) fn stopped(call: &RetriedCall<'_>, failure: &Failure<'_>, stop: Stop) -> End {
    if let Some(too_long) = stop.too_long {
        log::hint_too_long(call, failure, too_long);
    }
    if failure.unknown {
        log::unknown_type(call.site, failure);
    }
    let end = End::new(call.attempts, stop.reason);
    match end {
        End::Answer(reason) => {
            log::answered(call, failure, reason);
            observers::stopped(call, failure, reason);
        }
        End::GaveUp(reason) => {
            log::gave_up(call, failure, reason);
            count_failure(call, failure);
            gave_up(call, failure, reason);
        }
    }
    end
}

/// The wait that followed is over before its time, or did not begin, and the call ends with it. Its last
/// attempt has been told of before.
pub(crate) fn wait_ended(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) -> End {
    log::gave_up(call, failure, reason);
    gave_up(call, failure, reason);
    End::GaveUp(reason)
}

/// An attempt has failed, and that is more than the function's answer.
#[cfg_attr(
    not(any(feature = "sites", feature = "metrics")),
    expect(unused_variables, reason = "nobody counts")
)]
#[inline]
fn count_failure(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    #[cfg(feature = "sites")]
    call.site
        .counters
        .attempt_failed(call.attempts, failure.kind);
    #[cfg(feature = "sites")]
    last_errors::note(call, failure);
    #[cfg(feature = "metrics")]
    metrics::attempt_failed(call, failure);
}

fn gave_up(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    #[cfg(feature = "sites")]
    call.site.counters.gave_up(reason);
    #[cfg(feature = "metrics")]
    metrics::call_ended(call, reason.as_str(), call.attempts, failure.label);
    observers::stopped(call, failure, reason);
}

/// The call has succeeded after a failure.
#[inline]
pub(crate) fn recovered(call: &RetriedCall<'_>, label: Option<&dyn Display>) {
    log::recovered(call, label);
    #[cfg(feature = "sites")]
    call.site.counters.recovered();
    #[cfg(feature = "metrics")]
    metrics::call_ended(call, "recovered", call.attempts.saturating_add(1), label);
    observers::recovered(call, label);
}
