//! The attempt log.
//!
//! Target `reattempt`: WARN before each wait, INFO when a call recovers, ERROR when one gives up,
//! DEBUG for a first attempt that ends the call by rule, which is the function's answer. The arguments
//! of a function never appear. Texts of errors are strings, so that subscribers escape them.

#![cfg_attr(not(feature = "tracing"), allow(unused))]

#[cfg(feature = "tracing")]
mod blocking;
#[cfg(feature = "tracing")]
mod listeners;
#[cfg(any(feature = "tracing", feature = "sites"))]
mod redact;

use core::fmt::Display;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::time::Duration;

#[cfg(any(feature = "tracing", feature = "sites"))]
pub use redact::redact_errors;
#[cfg(feature = "sites")]
pub(super) use redact::{label as label_text, text as error_text};

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
#[cfg(feature = "tracing")]
use crate::call::history::Since;
use crate::call::verdict::TooLong;
use crate::error::stop_reason::StopReason;
use crate::policy::error::PolicyError;
#[cfg(all(feature = "config", feature = "tracing"))]
use crate::policy::settings::LogLevel;
use crate::scope;
use crate::scope::time;
use crate::site::Site;
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

/// Whether a line of the log can come to anything.
#[inline]
pub(crate) fn is_written() -> bool {
    #[cfg(feature = "tracing")]
    return listeners::hear(tracing::Level::ERROR);
    #[cfg(not(feature = "tracing"))]
    false
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

/// An opaque error is not retried because no type in it is known.
pub(crate) fn unknown_type(site: &'static Site, failure: &Failure<'_>) {
    #[cfg(feature = "tracing")]
    if Limits::of_site(site).unknown.take() {
        tracing::warn!(
            target: "reattempt",
            name = site.name(),
            error = redact::text(&failure.error).as_str(),
            "not retried: no type in this error is known; name its type to `reattempt::register!` (feature \
             `register`), and wrap that of another crate in a type of your own first; or list what to \
             retry with `on` or `when` (logged once for each function)"
        );
    }
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

/// An attempt with `attempt_timeout` runs where nothing tells the time.
pub(crate) fn no_timer() {
    #[cfg(feature = "tracing")]
    {
        static SAID: AtomicBool = AtomicBool::new(false);
        if !SAID.swap(true, Relaxed) {
            tracing::error!(
                target: "reattempt",
                "`attempt_timeout` has no effect: there is no timer here; enable the time driver of the tokio \
                 runtime, or the feature `futures-timer`, or write `sleep = ..` (logged once)"
            );
        }
    }
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

/// The server asks for more patience than the policy has.
pub(crate) fn hint_too_long(
    call: &RetriedCall<'_>,
    label: Option<&dyn Display>,
    too_long: TooLong,
) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = Limits::of_site(call.site)
        .of(label)
        .hint_too_long
        .admit(time::now())
    {
        tell!(
            call,
            WARN,
            name = call.site.name(),
            label = label.map(redact::label).as_deref(),
            retry_after = ?Duration::from_nanos(too_long.hint),
            allowed = ?Duration::from_nanos(too_long.allowed),
            left_out = place.fill(),
            "the server asks for a longer wait than the policy allows"
        );
    }
}

/// An operator has done something by hand, to one of many by its `key`.
#[cfg(feature = "config")]
pub fn operated(action: &str, name: &str, key: Option<&str>) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = redact::name(name),
        key = key.map(|key| redact::label(&key)).as_deref(),
        action,
        "changed by an operator"
    );
}

/// Settings from outside do not go together with a policy that is known at entry only.
#[cfg(feature = "config")]
pub(crate) fn clamped_from_outside(site: &Site, error: &PolicyError) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = site.name(),
        %error,
        "configuration out of range, using the nearest allowed value (logged once for each function)"
    );
}

/// A value that was evaluated at entry had to be put right.
pub(crate) fn clamped(site: &'static Site, error: &PolicyError) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = Limits::of_site(site).clamped.admit(time::now()) {
        tracing::warn!(
            target: "reattempt",
            name = site.name(),
            %error,
            left_out = place.fill(),
            "policy out of range, using the nearest allowed value"
        );
    }
}

/// A sync function is about to wait.
pub(crate) fn blocking(call: &RetriedCall<'_>) {
    #[cfg(feature = "tracing")]
    {
        if call.delay == 0 || scope::clock().is_some() || !listeners::hear(tracing::Level::WARN) {
            return;
        }
        let line = &Limits::of_site(call.site).blocks_tasks;
        if line.is_due() && blocking::is_polling_a_task() && line.take() {
            tracing::warn!(
                target: "reattempt",
                name = call.site.name(),
                delay = ?Duration::from_nanos(call.delay),
                "a sync function blocks a thread that runs async tasks: make it an `async fn`, or call it in \
                 `tokio::task::spawn_blocking` (logged once for each function)"
            );
        }
    }
}
