//! What can be wrong with a policy.

use core::time::Duration;

/// Why a [`PolicyBuilder`](crate::PolicyBuilder) refused to build a policy: one variant a rule.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// `max_attempts` is 0. It counts the first call too, so the least is 1, which never retries.
    #[error("{}", self.rule())]
    ZeroAttempts,

    /// The list of delays is empty.
    #[error("{}", self.rule())]
    EmptySchedule,

    /// `factor` is below 1, above a thousand million, or not a number.
    #[error("{}, not {factor}", self.rule())]
    FactorOutOfRange {
        /// What was asked for.
        factor: f64,
    },

    /// `factor` was set, but the strategy does not multiply.
    #[error("{}", self.rule())]
    UnusedFactor,

    /// `increment` was set, but the strategy does not add.
    #[error("{}", self.rule())]
    UnusedIncrement,

    /// `initial_delay` was set, but the strategy says all delays itself.
    #[error("{}", self.rule())]
    UnusedInitialDelay,

    /// `jitter` was set, but the strategy is random by itself.
    #[error("{}", self.rule())]
    UnusedJitter,

    /// The jitter's fraction is below 0, above 1, or not a number.
    #[error("{}", self.rule())]
    JitterOutOfRange,

    /// The cap is below the delay that is to be the first.
    #[error("{}: {max_delay:?} is below {initial_delay:?}", self.rule())]
    MaxDelayBelowInitialDelay {
        /// The first delay: what was asked for, or the default of 1 s.
        initial_delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// A delay of the list is above the cap, so it would never be waited in full.
    #[error("{}: {delay:?} is above {max_delay:?}", self.rule())]
    ScheduleAboveMaxDelay {
        /// The first such delay of the list; of a list that was cut before, what it was cut to.
        delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// The floor is above the cap.
    #[error("{}: {min_delay:?} is above {max_delay:?}", self.rule())]
    MinDelayAboveMaxDelay {
        /// The floor that was asked for.
        min_delay: Duration,
        /// The cap: what was asked for, or the default of 60 s.
        max_delay: Duration,
    },

    /// Unlimited attempts whose delays are or become zero would spin for ever.
    #[error("{}", self.rule())]
    UnlimitedWithoutDelay,

    /// More attempts were asked for from outside than the policy lets be set there.
    #[error("{}, {ceiling}", self.rule())]
    AttemptsAboveCeiling {
        /// What `config_max_attempts` allows.
        ceiling: u32,
    },

    /// A longer delay was asked for from outside than the policy lets be set there.
    #[error("{}, {ceiling:?}", self.rule())]
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
