//! Telling the observers of the scopes around a call.

use core::fmt::Display;
use core::time::Duration;

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::error::stop_reason::StopReason;
use crate::scope;
use crate::scope::observer::{Next, Observation};

/// Another attempt follows.
#[inline]
pub(super) fn retrying(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    let next = Next::Retry {
        class: failure.class,
        delay: Duration::from_nanos(call.delay),
    };
    failed(call, failure, next);
}

/// The call ends without success.
pub(super) fn stopped(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    let class = failure.class;
    failed(call, failure, Next::Stop { class, reason });
}

#[inline]
fn failed(call: &RetriedCall<'_>, failure: &Failure<'_>, next: Next) {
    if !scope::is_set() {
        return;
    }
    tell(&Observation {
        site: call.site,
        label: failure.label,
        attempt: call.attempts,
        next,
        error: Some(&failure.error),
    });
}

/// A call has succeeded after a failure.
#[inline]
pub(super) fn recovered(call: &RetriedCall<'_>, label: Option<&dyn Display>) {
    if !scope::is_set() {
        return;
    }
    tell(&Observation {
        site: call.site,
        label,
        attempt: call.attempts.saturating_add(1),
        next: Next::Return,
        error: None,
    });
}

#[cold]
fn tell(observation: &Observation<'_>) {
    // Taken out of the scope first: an observer may enter another.
    let Some(observers) = scope::with(|scope| scope.observers.clone()) else {
        return;
    };
    for observer in observers.iter() {
        observer.observe(observation);
    }
}
