//! The attempt log.
//!
//! Target `reattempt`: WARN before each wait, INFO when a call recovers, ERROR when one gives up,
//! DEBUG for a first attempt that ends the call by rule, which is the function's answer. The arguments
//! of a function never appear. Texts of errors are strings, so that subscribers escape them.

#![cfg_attr(not(feature = "tracing"), allow(unused))]

#[cfg(feature = "tracing")]
mod blocking;
mod calls;
#[cfg(feature = "tracing")]
mod listeners;
mod notices;
#[cfg(any(feature = "tracing", feature = "sites"))]
mod redact;

#[cfg(feature = "tracing")]
pub(crate) use calls::attempt_failed;
pub(crate) use calls::{answered, gave_up, hint_too_long, recovered, retrying};
#[cfg(feature = "config")]
pub(crate) use notices::clamped_from_outside;
#[cfg(feature = "config")]
pub use notices::operated;
pub(crate) use notices::{blocking, clamped, no_timer, unknown_type};
#[cfg(any(feature = "tracing", feature = "sites"))]
pub use redact::redact_errors;
#[cfg(feature = "sites")]
pub(super) use redact::{label as label_text, text as error_text};

/// Whether a line of the log can come to anything.
#[inline]
pub(crate) fn is_written() -> bool {
    #[cfg(feature = "tracing")]
    return listeners::hear(tracing::Level::ERROR);
    #[cfg(not(feature = "tracing"))]
    false
}
