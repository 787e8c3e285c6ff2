//! What an author or operator has to know of a function, besides the course of its calls.

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::time::Duration;

#[cfg(feature = "tracing")]
use super::blocking::is_polling_a_task;
#[cfg(feature = "tracing")]
use super::{listeners, redact};
use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::policy::error::PolicyError;
use crate::scope;
use crate::scope::time;
use crate::site::Site;
#[cfg(feature = "tracing")]
use crate::site::log_limits::Limits;

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
        if line.is_due() && is_polling_a_task() && line.take() {
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
