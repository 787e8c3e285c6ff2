//! What can be wrong with a policy.

use core::error::Error;
use core::fmt;
use core::time::Duration;

/// Why a [`PolicyBuilder`](crate::PolicyBuilder) refused to build a policy: one variant a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum PolicyError {
    /// `max_attempts` is 0. It counts the first call too, so the least is 1, which never retries.
    ZeroAttempts,

    /// The list of delays is empty.
    EmptySchedule,

    /// `factor` is below 1, above a thousand million, or not a number.
    FactorOutOfRange {
        /// What was asked for.
        factor: f64,
    },

    /// `factor` was set, but the strategy does not multiply.
    UnusedFactor,

    /// `increment` was set, but the strategy does not add.
    UnusedIncrement,

    /// `initial_delay` was set, but the strategy says all delays itself.
    UnusedInitialDelay,

    /// `jitter` was set, but the strategy is random by itself.
    UnusedJitter,

    /// The jitter's fraction is below 0, above 1, or not a number.
    JitterOutOfRange,

    /// The cap is below the delay that is to be the first.
    MaxDelayBelowInitialDelay {
        /// The first delay: what was asked for, or the default of 1 s.
        initial_delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// A delay of the list is above the cap, so it would never be waited in full.
    ScheduleAboveMaxDelay {
        /// The first such delay of the list; of a list that was cut before, what it was cut to.
        delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// The floor is above the cap.
    MinDelayAboveMaxDelay {
        /// The floor that was asked for.
        min_delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// Unlimited attempts whose delays are or become zero would spin for ever.
    UnlimitedWithoutDelay,

    /// More attempts were asked for from outside than the policy lets be set there.
    AttemptsAboveCeiling {
        /// What `config_max_attempts` allows.
        ceiling: u32,
    },

    /// A longer delay was asked for from outside than the policy lets be set there.
    DelayAboveCeiling {
        /// What `config_max_delay` allows.
        ceiling: Duration,
    },
}

impl PolicyError {
    /// The rule that was broken. Apart from `Display` because a `const` that fails to build can
    /// show a fixed text only.
    pub(crate) const fn rule(&self) -> &'static str {
        match self {
            Self::ZeroAttempts => {
                "max_attempts must be at least 1, as it counts the first call too"
            }
            Self::EmptySchedule => "a schedule of delays must have at least one entry",
            Self::FactorOutOfRange { .. } => "factor must be a number from 1 to 1000000000",
            Self::UnusedFactor => "factor is used by the exponential backoff only",
            Self::UnusedIncrement => "increment is used by the linear backoff only",
            Self::UnusedInitialDelay => {
                "initial_delay is not used by a schedule or a custom backoff"
            }
            Self::UnusedJitter => {
                "jitter is not used by the decorrelated backoff, which is random by itself"
            }
            Self::JitterOutOfRange => "a jitter fraction must be a number from 0 to 1",
            Self::MaxDelayBelowInitialDelay { .. } => {
                "max_delay must be at least initial_delay (1s unless set)"
            }
            Self::ScheduleAboveMaxDelay { .. } => {
                "a scheduled delay must be at most max_delay (60s unless set)"
            }
            Self::MinDelayAboveMaxDelay { .. } => {
                "min_delay must be at most max_delay (60s unless set)"
            }
            Self::UnlimitedWithoutDelay => {
                "unlimited attempts need a delay above zero: set initial_delay, min_delay or max_attempts"
            }
            Self::AttemptsAboveCeiling { .. } => {
                "max_attempts from outside must be at most config_max_attempts"
            }
            Self::DelayAboveCeiling { .. } => {
                "a delay from outside must be at most config_max_delay"
            }
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule())?;
        match self {
            Self::FactorOutOfRange { factor } => write!(f, ", not {factor}"),
            Self::MaxDelayBelowInitialDelay {
                initial_delay,
                max_delay,
            } => write!(f, ": {max_delay:?} is below {initial_delay:?}"),
            Self::ScheduleAboveMaxDelay { delay, max_delay } => {
                write!(f, ": {delay:?} is above {max_delay:?}")
            }
            Self::MinDelayAboveMaxDelay {
                min_delay,
                max_delay,
            } => write!(f, ": {min_delay:?} is above {max_delay:?}"),
            Self::AttemptsAboveCeiling { ceiling } => write!(f, ", {ceiling}"),
            Self::DelayAboveCeiling { ceiling } => write!(f, ", {ceiling:?}"),
            Self::ZeroAttempts
            | Self::EmptySchedule
            | Self::UnusedFactor
            | Self::UnusedIncrement
            | Self::UnusedInitialDelay
            | Self::UnusedJitter
            | Self::JitterOutOfRange
            | Self::UnlimitedWithoutDelay => Ok(()),
        }
    }
}

impl Error for PolicyError {}
