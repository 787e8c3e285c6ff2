//! The attempt log.
//!
//! Target `reattempt`: WARN before each wait, INFO when a call recovers, ERROR when one gives up,
//! DEBUG for a first attempt that ends the call by rule, which is the function's answer. The arguments
//! of a function never appear. Texts of errors are strings, so that subscribers escape them.

#![cfg_attr(not(feature = "tracing"), allow(unused))]

#[cfg(feature = "tracing")]
mod blocking;
#[cfg(feature = "tracing")]
mod limit;
#[cfg(feature = "tracing")]
mod redact;

use core::time::Duration;

#[cfg(feature = "tracing")]
pub(crate) use limit::Limits;
#[cfg(feature = "tracing")]
pub use redact::redact_errors;

use crate::failure::Failure;
use crate::history::{Past, is_answer};
use crate::{PolicyError, Site, StopReason, clock, scope};

/// Before a wait.
pub(crate) fn retrying(past: &Past, failure: &Failure<'_>) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = past.site.limits.retrying.admit(clock::now()) {
        tracing::warn!(
            target: "reattempt",
            name = past.site.name(),
            attempt = past.attempts,
            max_attempts = past.policy.max_attempts(),
            delay = ?Duration::from_nanos(past.delay),
            class = failure.class.as_str(),
            error = redact::text(&failure.error).as_str(),
            elapsed = ?past.elapsed(),
            left_out = place.fill(),
            "retrying"
        );
    }
}

/// At the end of a call that failed.
pub(crate) fn stopped(past: &Past, failure: &Failure<'_>, reason: StopReason) {
    #[cfg(feature = "tracing")]
    if failure.unknown && past.site.limits.unknown.take() {
        tracing::warn!(
            target: "reattempt",
            name = past.site.name(),
            error = redact::text(&failure.error).as_str(),
            "not retried: no type in this error is known; name its type to `reattempt::register!`, \
             or list what to retry with `on` or `when` (said once a function)"
        );
    }
    #[cfg(feature = "tracing")]
    if is_answer(past.attempts, reason) {
        tracing::debug!(
            target: "reattempt",
            name = past.site.name(),
            reason = reason.as_str(),
            class = failure.class.as_str(),
            error = redact::text(&failure.error).as_str(),
            "not retried"
        );
    } else if let Some(mut place) = past.site.limits.gave_up.admit(clock::now()) {
        tracing::error!(
            target: "reattempt",
            name = past.site.name(),
            attempts = past.attempts,
            max_attempts = past.policy.max_attempts(),
            reason = reason.as_str(),
            class = failure.class.as_str(),
            error = redact::text(&failure.error).as_str(),
            elapsed = ?past.elapsed(),
            left_out = place.fill(),
            "gave up"
        );
    }
}

/// At a success after a failure.
pub(crate) fn recovered(past: &Past) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = past.site.limits.recovered.admit(clock::now()) {
        tracing::info!(
            target: "reattempt",
            name = past.site.name(),
            attempts = past.attempts.saturating_add(1),
            elapsed = ?past.elapsed(),
            left_out = place.fill(),
            "recovered"
        );
    }
}

/// The server asks for more patience than the policy has.
pub(crate) fn hint_too_long(site: &Site, retry_after: u64, allowed: u64) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = site.limits.hint_too_long.admit(clock::now()) {
        tracing::warn!(
            target: "reattempt",
            name = site.name(),
            retry_after = ?Duration::from_nanos(retry_after),
            allowed = ?Duration::from_nanos(allowed),
            left_out = place.fill(),
            "the server asks for a longer wait than the policy allows"
        );
    }
}

/// Settings from outside do not go together with a policy that is known at entry only.
#[cfg(feature = "config")]
pub(crate) fn clamped_from_outside(site: &Site, error: &PolicyError) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = site.name(),
        %error,
        "configuration out of range, using the nearest allowed value (said once a function)"
    );
}

/// A value that was evaluated at entry had to be put right.
pub(crate) fn clamped(site: &Site, error: &PolicyError) {
    #[cfg(feature = "tracing")]
    if let Some(mut place) = site.limits.clamped.admit(clock::now()) {
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
pub(crate) fn blocking(past: &Past) {
    #[cfg(feature = "tracing")]
    {
        let line = &past.site.limits.blocks_tasks;
        let sleeps = past.delay > 0 && scope::clock().is_none();
        if line.is_due() && sleeps && blocking::is_polling_a_task() && line.take() {
            tracing::warn!(
                target: "reattempt",
                name = past.site.name(),
                delay = ?Duration::from_nanos(past.delay),
                "a sync function waits on a thread that runs async tasks, which wait as well: make \
                 it an `async fn`, or call it in `tokio::task::spawn_blocking` (said once a function)"
            );
        }
    }
}
