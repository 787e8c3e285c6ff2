//! What can be wrong with a breaker.

use core::error::Error;
use core::fmt;
use core::time::Duration;

/// Why a [`BreakerBuilder`](super::BreakerBuilder) refused to build a breaker: one variant a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum BreakerError {
    /// `consecutive_failures` is 0.
    ZeroFailures,

    /// The failure rate is not above 0, or above 1, or not a number.
    FailureRateOutOfRange {
        /// What was asked for.
        rate: f64,
    },

    /// A window of calls holds none, or more than 1024.
    WindowOfCallsOutOfRange {
        /// What was asked for.
        calls: u32,
    },

    /// A window of time is shorter than 10 ms.
    WindowOfTimeTooShort {
        /// What was asked for.
        time: Duration,
    },

    /// `min_calls` is 0, or more than the window holds.
    MinCallsOutOfRange {
        /// What was asked for.
        calls: u32,
        /// What the window holds; [`u32::MAX`] for a window of time.
        most: u32,
    },

    /// Settings ask for failures in a row and for a failure rate, of which one decides.
    StreakAndRate,

    /// Settings have a window, but the breaker does not go by a rate.
    UnusedWindow,

    /// Settings have one of the factor and the maximum by which the open time grows, and there is no other.
    UnusedGrowth,

    /// `min_calls` was set, but the breaker does not go by a rate.
    UnusedMinCalls,

    /// The slow call duration threshold is zero, so that every call would be slow.
    ZeroSlowCallThreshold,

    /// The slow call rate is not above 0, or above 1, or not a number.
    SlowCallRateOutOfRange {
        /// What was asked for.
        rate: f64,
    },

    /// A slow call rate was set, but nothing says what is slow, or the breaker does not go by a rate.
    UnusedSlowCallRate,

    /// The factor by which the open time grows is below 1, above a thousand million, or not a number.
    OpenForFactorOutOfRange {
        /// What was asked for.
        factor: f64,
    },

    /// The open time is to grow, and is longer than it may become.
    MaxOpenForBelowOpenFor {
        /// The open time: what was asked for, or the default of 30 s.
        open_for: Duration,
        /// What it may become.
        max: Duration,
    },

    /// `probes` is 0.
    ZeroProbes,

    /// `lease` is zero.
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
            Self::StreakAndRate => {
                "opens by breaker_consecutive_failures or by breaker_failure_rate: leave one out"
            }
            Self::UnusedWindow => "breaker_window is used by a failure rate only",
            Self::UnusedGrowth => {
                "the open time grows by breaker_open_for_factor and breaker_max_open_for together: set both"
            }
            Self::UnusedMinCalls => "min_calls is used by a failure rate only",
            Self::ZeroSlowCallThreshold => "slow_call_duration_threshold must be above zero",
            Self::SlowCallRateOutOfRange { .. } => {
                "slow_call_rate_threshold must be a number above 0 and at most 1"
            }
            Self::UnusedSlowCallRate => {
                "slow_call_rate_threshold needs slow_call_duration_threshold and failure_rate"
            }
            Self::OpenForFactorOutOfRange { .. } => {
                "the factor of open_for_growth must be a number from 1 to 1000000000"
            }
            Self::MaxOpenForBelowOpenFor { .. } => {
                "the maximum of open_for_growth must be at least open_for (30s unless set)"
            }
            Self::ZeroProbes => "probes must be at least 1, for a half-open circuit to close",
            Self::ZeroLease => "lease must be above zero",
        }
    }
}

impl fmt::Display for BreakerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule())?;
        match self {
            Self::FailureRateOutOfRange { rate } | Self::SlowCallRateOutOfRange { rate } => {
                write!(f, ", not {rate}")
            }
            Self::WindowOfCallsOutOfRange { calls } => write!(f, ", not {calls}"),
            Self::WindowOfTimeTooShort { time } => write!(f, ", not {time:?}"),
            Self::MinCallsOutOfRange { calls, most } => write!(f, ", {most}, not {calls}"),
            Self::OpenForFactorOutOfRange { factor } => write!(f, ", not {factor}"),
            Self::MaxOpenForBelowOpenFor { open_for, max } => {
                write!(f, ": {max:?} is below {open_for:?}")
            }
            Self::ZeroFailures
            | Self::StreakAndRate
            | Self::UnusedWindow
            | Self::UnusedGrowth
            | Self::UnusedMinCalls
            | Self::ZeroSlowCallThreshold
            | Self::UnusedSlowCallRate
            | Self::ZeroProbes
            | Self::ZeroLease => Ok(()),
        }
    }
}

impl Error for BreakerError {}
