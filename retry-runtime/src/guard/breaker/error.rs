//! What can be wrong with a breaker.

use core::time::Duration;

/// Why a [`BreakerBuilder`](super::BreakerBuilder) refused to build a breaker: one variant a rule.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BreakerError {
    /// `consecutive_failures` is 0.
    #[error("{}", self.rule())]
    ZeroFailures,

    /// The failure rate is not above 0, or above 1, or not a number.
    #[error("{}, not {rate}", self.rule())]
    FailureRateOutOfRange {
        /// What was asked for.
        rate: f64,
    },

    /// A window of calls holds none, or more than 1024.
    #[error("{}, not {calls}", self.rule())]
    WindowOfCallsOutOfRange {
        /// What was asked for.
        calls: u32,
    },

    /// A window of time is shorter than 10 ms.
    #[error("{}, not {time:?}", self.rule())]
    WindowOfTimeTooShort {
        /// What was asked for.
        time: Duration,
    },

    /// `min_calls` is 0, or more than the window holds.
    #[error("{}, {most}, not {calls}", self.rule())]
    MinCallsOutOfRange {
        /// What was asked for.
        calls: u32,
        /// What the window holds; [`u32::MAX`] for a window of time.
        most: u32,
    },

    /// `min_calls` was set, but the breaker does not go by a rate.
    #[error("{}", self.rule())]
    UnusedMinCalls,

    /// `probes` is 0.
    #[error("{}", self.rule())]
    ZeroProbes,

    /// `lease` is zero.
    #[error("{}", self.rule())]
    ZeroLease,
}

impl BreakerError {
    /// The rule that was broken. Apart from `Display` because a `const` that fails to build can
    /// show a fixed text only.
    pub(super) const fn rule(&self) -> &'static str {
        match self {
            Self::ZeroFailures => "consecutive_failures must be at least 1",
            Self::FailureRateOutOfRange { .. } => {
                "a failure rate must be a number above 0 and at most 1"
            }
            Self::WindowOfCallsOutOfRange { .. } => "a window of calls must hold from 1 to 1024",
            Self::WindowOfTimeTooShort { .. } => "a window of time must be 10 ms or longer",
            Self::MinCallsOutOfRange { .. } => {
                "min_calls must be at least 1 and at most what the window holds"
            }
            Self::UnusedMinCalls => "min_calls is used by a failure rate only",
            Self::ZeroProbes => "probes must be at least 1, for a half-open circuit to close",
            Self::ZeroLease => "lease must be above zero",
        }
    }
}
