//! The attempt log.
//!
//! Target `reattempt`: WARN before each wait, INFO when a call recovers, ERROR when one gives up,
//! DEBUG for a first attempt that ends the call by rule, which is the function's answer. The arguments
//! of a function never appear.

#![cfg_attr(not(feature = "tracing"), allow(unused))]

use core::time::Duration;

use crate::failure::Failure;
use crate::history::{Past, is_answer};
use crate::{PolicyError, Site, StopReason};

/// Before a wait.
pub(crate) fn retrying(past: &Past, failure: &Failure<'_>) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = past.site.name(),
        attempt = past.attempts,
        max_attempts = past.policy.max_attempts(),
        delay = ?Duration::from_nanos(past.delay),
        class = failure.class.as_str(),
        error = %failure.error,
        elapsed = ?past.elapsed(),
        "retrying"
    );
}

/// At the end of a call that failed.
pub(crate) fn stopped(past: &Past, failure: &Failure<'_>, reason: StopReason) {
    #[cfg(feature = "tracing")]
    if failure.unknown && past.site.meets_unknown() {
        tracing::warn!(
            target: "reattempt",
            name = past.site.name(),
            error = %failure.error,
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
            error = %failure.error,
            "not retried"
        );
    } else {
        tracing::error!(
            target: "reattempt",
            name = past.site.name(),
            attempts = past.attempts,
            max_attempts = past.policy.max_attempts(),
            reason = reason.as_str(),
            class = failure.class.as_str(),
            error = %failure.error,
            elapsed = ?past.elapsed(),
            "gave up"
        );
    }
}

/// At a success after a failure.
pub(crate) fn recovered(past: &Past) {
    #[cfg(feature = "tracing")]
    tracing::info!(
        target: "reattempt",
        name = past.site.name(),
        attempts = past.attempts.saturating_add(1),
        elapsed = ?past.elapsed(),
        "recovered"
    );
}

/// The server asks for more patience than the policy has.
pub(crate) fn hint_too_long(site: &Site, retry_after: u64, allowed: u64) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = site.name(),
        retry_after = ?Duration::from_nanos(retry_after),
        allowed = ?Duration::from_nanos(allowed),
        "the server asks for a longer wait than the policy allows"
    );
}

/// A value that was evaluated at entry had to be put right.
pub(crate) fn clamped(site: &Site, error: &PolicyError) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: "reattempt",
        name = site.name(),
        %error,
        "policy out of range, using the nearest allowed value"
    );
}
