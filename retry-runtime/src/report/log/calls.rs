//! The course of a call: what is waited for, and how it ends.

use core::fmt::Display;
use core::time::Duration;

#[cfg(feature = "tracing")]
use super::{listeners, redact};
use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
#[cfg(feature = "tracing")]
use crate::call::history::Since;
use crate::call::verdict::TooLong;
use crate::error::interrupted::CIRCUIT_OPEN;
use crate::error::stop_reason::StopReason;
#[cfg(all(feature = "config", feature = "tracing"))]
use crate::policy::settings::LogLevel;
use crate::scope::time;
#[cfg(feature = "tracing")]
use crate::site::log_limits::Limits;

/// An event of `call` at a level, or at a lower one where the configuration says so. The level of an event is part
/// of its code, so there is one for each.
#[cfg(feature = "tracing")]
macro_rules! tell {
    ($call:expr, $level:ident, $($event:tt)*) => {
        match level($call, tracing::Level::$level) {
            Some(tracing::Level::ERROR) => tracing::error!(target: "reattempt", $($event)*),
            Some(tracing::Level::WARN) => tracing::warn!(target: "reattempt", $($event)*),
            Some(tracing::Level::INFO) => tracing::info!(target: "reattempt", $($event)*),
            Some(_) => tracing::debug!(target: "reattempt", $($event)*),
            None => {}
        }
    };
}

/// `own`, unless the configuration wants less; `None` if it wants nothing.
#[cfg(feature = "tracing")]
#[cfg_attr(
    not(feature = "config"),
    expect(
        clippy::unnecessary_wraps,
        unused_variables,
        reason = "with configuration"
    )
)]
fn level(call: &RetriedCall<'_>, own: tracing::Level) -> Option<tracing::Level> {
    #[cfg(feature = "config")]
    if let Some(highest) = call.in_force.settings().and_then(|settings| settings.log) {
        let highest = match highest {
            LogLevel::Warn => tracing::Level::WARN,
            LogLevel::Info => tracing::Level::INFO,
            LogLevel::Debug => tracing::Level::DEBUG,
            LogLevel::Off => return None,
        };
        // The more there is to see, the greater.
        return Some(own.max(highest));
    }
    Some(own)
}

/// Before a wait.
#[inline]
pub(crate) fn retrying(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    #[cfg(feature = "tracing")]
    if listeners::hear(tracing::Level::WARN) {
        write_retrying(call, failure);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn write_retrying(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    if let Some(mut place) = Limits::of_site(call.site)
        .of(failure.label)
        .retrying
        .admit(time::now())
    {
        tell!(
            call,
            WARN,
            name = call.site.name(),
            label = failure.label.map(redact::label).as_deref(),
            attempt = call.attempts,
            max_attempts = call.policy().max_attempts(),
            delay = ?Duration::from_nanos(call.delay),
            class = failure.class.as_str(),
            error = redact::text(&failure.error).as_str(),
            elapsed = ?call.elapsed(),
            left_out = place.fill(),
            "retrying"
        );
    }
}

/// In the span of an attempt that failed. By the convention of OpenTelemetry an error is an event of its
/// span.
#[cfg(feature = "tracing")]
pub(crate) fn attempt_failed(span: &tracing::Span, failure: &Failure<'_>) {
    tracing::info!(
        target: "reattempt",
        parent: span,
        error = redact::text(&failure.error).as_str(),
        error.type = failure.kind,
        "attempt failed"
    );
}

/// At the end of a call whose first error is its answer.
#[inline]
pub(crate) fn answered(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    #[cfg(feature = "tracing")]
    if listeners::hear(tracing::Level::DEBUG) {
        write_answered(call, failure, reason);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn write_answered(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    tell!(
        call,
        DEBUG,
        name = call.site.name(),
        label = failure.label.map(redact::label).as_deref(),
        reason = reason.as_str(),
        class = failure.class.as_str(),
        error = redact::text(&failure.error).as_str(),
        "not retried"
    );
}

/// At the end of any other call that failed.
#[inline]
pub(crate) fn gave_up(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    #[cfg(feature = "tracing")]
    if listeners::hear(tracing::Level::ERROR) {
        write_gave_up(call, failure, reason);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn write_gave_up(call: &RetriedCall<'_>, failure: &Failure<'_>, reason: StopReason) {
    if let Some(mut place) = Limits::of_site(call.site)
        .of(failure.label)
        .gave_up
        .admit(time::now())
    {
        tell!(
            call,
            ERROR,
            name = call.site.name(),
            label = failure.label.map(redact::label).as_deref(),
            attempts = call.attempts,
            max_attempts = call.policy().max_attempts(),
            reason = reason.as_str(),
            class = failure.class.as_str(),
            error = redact::text(&failure.error).as_str(),
            elapsed = ?call.elapsed(),
            elapsed_since = elapsed_since(call),
            left_out = place.fill(),
            "gave up"
        );
    }
}

/// Said where it matters: `max_elapsed` that is not the function's own counts from there as well.
#[cfg(feature = "tracing")]
fn elapsed_since(call: &RetriedCall<'_>) -> Option<&'static str> {
    let is_late = call.since == Since::FirstFailure && call.policy().max_elapsed().is_some();
    is_late.then_some("first failure")
}

/// At a success after a failure.
#[inline]
pub(crate) fn recovered(call: &RetriedCall<'_>, label: Option<&dyn Display>) {
    #[cfg(feature = "tracing")]
    if listeners::hear(tracing::Level::INFO) {
        write_recovered(call, label);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn write_recovered(call: &RetriedCall<'_>, label: Option<&dyn Display>) {
    if let Some(mut place) = Limits::of_site(call.site)
        .of(label)
        .recovered
        .admit(time::now())
    {
        tell!(
            call,
            INFO,
            name = call.site.name(),
            label = label.map(redact::label).as_deref(),
            attempts = call.attempts.saturating_add(1),
            elapsed = ?call.elapsed(),
            left_out = place.fill(),
            "recovered"
        );
    }
}

/// The server, or a circuit that is open, asks for more patience than the policy has.
pub(crate) fn hint_too_long(call: &RetriedCall<'_>, failure: &Failure<'_>, too_long: TooLong) {
    #[cfg(feature = "tracing")]
    if listeners::hear(tracing::Level::WARN) {
        write_hint_too_long(call, failure, too_long);
    }
}

#[cfg(feature = "tracing")]
#[cold]
fn write_hint_too_long(call: &RetriedCall<'_>, failure: &Failure<'_>, too_long: TooLong) {
    if let Some(mut place) = Limits::of_site(call.site)
        .of(failure.label)
        .hint_too_long
        .admit(time::now())
    {
        let message = if failure.kind == CIRCUIT_OPEN {
            "the circuit is open for a longer time than the policy waits"
        } else {
            "the server asks for a longer wait than the policy allows"
        };
        tell!(
            call,
            WARN,
            name = call.site.name(),
            label = failure.label.map(redact::label).as_deref(),
            retry_after = ?Duration::from_nanos(too_long.hint),
            allowed = ?Duration::from_nanos(too_long.allowed),
            left_out = place.fill(),
            "{message}"
        );
    }
}
