//! Why a call was not retried any further.

use core::fmt;

/// Why a call ended without success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StopReason {
    /// All attempts of `max_attempts` were made.
    Attempts,
    /// The next delay would have ended after `max_elapsed`.
    Elapsed,
    /// The error is not retried.
    Permanent,
    /// The server asked for a longer wait than `max_retry_after`, or than what is left of `max_elapsed`.
    Hint,
    /// The retry budget is used up.
    Budget,
    /// Too many calls were being retried at the same time.
    Concurrency,
    /// The circuit breaker is open.
    CircuitOpen,
    /// An outer call does the retrying.
    Nested,
    /// Retrying is switched off.
    Disabled,
    /// The function has no timer. An async function does not run on a known runtime, or it runs on a tokio runtime
    /// without a time driver (`enable_time` of its builder). This is only known by a panic of tokio's, which is caught
    /// once for each runtime; with `panic = "abort"` it ends the process. A plain function runs on
    /// `wasm32-unknown-unknown` without a `sleep` of its own. Or the policy has `max_elapsed`, and without the feature
    /// `std` there is no clock.
    NoTimer,
    /// The [`CancelHandle`](crate::CancelHandle) of a scope around the call was cancelled.
    Cancelled,
}

impl StopReason {
    /// All of them, in order.
    #[cfg(feature = "sites")]
    pub(crate) const ALL: [Self; 11] = [
        Self::Attempts,
        Self::Elapsed,
        Self::Permanent,
        Self::Hint,
        Self::Budget,
        Self::Concurrency,
        Self::CircuitOpen,
        Self::Nested,
        Self::Disabled,
        Self::NoTimer,
        Self::Cancelled,
    ];

    /// Stable lower-case name, as it appears in logs and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attempts => "attempts",
            Self::Elapsed => "elapsed",
            Self::Permanent => "permanent",
            Self::Hint => "hint",
            Self::Budget => "budget",
            Self::Concurrency => "concurrency",
            Self::CircuitOpen => "circuit_open",
            Self::Nested => "nested",
            Self::Disabled => "disabled",
            Self::NoTimer => "no_timer",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
