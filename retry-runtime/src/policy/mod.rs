//! The whole rule of a retried call: how often, how long between, when to stop. Uses `text` and the
//! classes of `error`.

pub(crate) mod builder;
pub(crate) mod delay;
mod display;
pub(crate) mod error;
#[cfg(feature = "serde")]
pub(crate) mod guard_numbers;
pub(crate) mod handle;
#[cfg(feature = "std")]
pub(crate) mod nested;
pub(crate) mod next;
pub(crate) mod over_configuration;
#[cfg(feature = "serde")]
pub(crate) mod overrides;
mod parts;
pub(crate) mod past;
pub mod presets;
mod rules;
#[cfg_attr(not(feature = "std"), path = "schedule/bare.rs")]
pub(crate) mod schedule;
#[cfg(feature = "serde")]
pub(crate) mod serialize;
#[cfg(feature = "serde")]
pub mod settings;

use core::panic::{RefUnwindSafe, UnwindSafe};
use core::time::Duration;

use crate::policy::delay::factor::Factor;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::nanos;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::strategy::Strategy;
use crate::policy::over_configuration::PartSet;

/// The rules of a retried call: how many attempts, how long the delays between them, and when to stop.
///
/// | part | default | meaning |
/// |---|---|---|
/// | `max_attempts` | 3 | how many attempts at most, the first included |
/// | `backoff` | exponential | the [rule](Strategy) of the delays |
/// | `initial_delay` | 1 s | `d` of that rule: the first delay before jitter |
/// | `factor` | 2 | growth of the exponential backoff |
/// | `increment` | `initial_delay` | growth of the linear backoff |
/// | `max_delay` | 60 s | upper limit of every delay, jitter included, except after a hint |
/// | `min_delay` | 0 | lower limit of every delay, jitter included |
/// | `jitter` | equal | how [random](Jitter) the delays are |
/// | `throttled_delay` | the larger of 1 s and 4 × `initial_delay` | shortest delay, before jitter, after a [throttled](crate::Class::Throttled) error without a hint |
/// | `max_retry_after` | `max_delay` | the longest hint of a server that is waited for |
/// | `max_elapsed` | none | time limit of the whole call |
/// | `config_max_attempts` | none | the most attempts that configuration from outside may set |
/// | `config_max_delay` | none | the longest delay that configuration from outside may set |
///
/// Durations are stored as whole nanoseconds in a `u64`, so at most about 584 years. A policy is a small `Copy`
/// value. In a `const` it is checked at compile time:
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use core::time::Duration;
/// use reattempt::Policy;
///
/// const PATIENT: Policy = Policy::builder()
///     .max_attempts(5)
///     .initial_delay(Duration::from_millis(50))
///     .max_elapsed(Duration::from_secs(120))
///     .build();
///
/// assert_eq!(
///     PATIENT.to_string(),
///     "5 attempts, exponential from 50ms x2 up to 60s, equal jitter, at most 2m in all",
/// );
/// ```
///
/// Two policies are equal if all their parts are equal, whether a default was written or not. A custom backoff is
/// only equal to itself.
#[derive(Clone, Copy)]
pub struct Policy {
    pub(crate) rule: Rule,
    pub(crate) jitter: Jitter,
    /// [`UNLIMITED`](Self::UNLIMITED) or a number of calls.
    pub(crate) max_attempts: u32,
    pub(crate) initial_delay: u64,
    pub(crate) max_delay: u64,
    pub(crate) min_delay: u64,
    /// [`UNSET`](Self::UNSET) for none.
    pub(crate) max_elapsed: u64,
    /// [`UNSET`](Self::UNSET) for the default, which follows `initial_delay`.
    pub(crate) throttled_delay: u64,
    /// [`UNSET`](Self::UNSET) for the default, which follows `max_delay`.
    pub(crate) max_retry_after: u64,
    /// [`UNLIMITED`](Self::UNLIMITED) for no ceiling.
    pub(crate) config_max_attempts: u32,
    /// [`UNSET`](Self::UNSET) for no ceiling.
    pub(crate) config_max_delay: u64,
    /// What configuration does not change.
    pub(crate) over_configuration: PartSet,
}

// All of it is plain data but a custom backoff, which is only ever called through `&self`: a panic
// in there leaves nothing of the policy half-changed.
impl UnwindSafe for Policy {}
impl RefUnwindSafe for Policy {}

impl Policy {
    /// Whether its backoff is the user's own, and may want to know how calls end.
    #[cfg(feature = "std")]
    pub(crate) const fn learns(&self) -> bool {
        matches!(self.rule, Rule::Custom(_))
    }

    pub(crate) const UNLIMITED: u32 = u32::MAX;
    pub(crate) const UNSET: u64 = u64::MAX;

    pub(crate) const DEFAULT_MAX_ATTEMPTS: u32 = 3;
    pub(crate) const DEFAULT_INITIAL_DELAY: u64 = nanos::from_duration(Duration::from_secs(1));
    const DEFAULT_MAX_DELAY: u64 = nanos::from_duration(Duration::from_secs(60));

    /// The defaults of every part.
    pub const fn new() -> Self {
        Self {
            rule: Rule::Exponential {
                factor: Factor::DEFAULT,
            },
            jitter: Jitter::Equal,
            max_attempts: Self::DEFAULT_MAX_ATTEMPTS,
            initial_delay: Self::DEFAULT_INITIAL_DELAY,
            max_delay: Self::DEFAULT_MAX_DELAY,
            min_delay: 0,
            max_elapsed: Self::UNSET,
            throttled_delay: Self::UNSET,
            max_retry_after: Self::UNSET,
            config_max_attempts: Self::UNLIMITED,
            config_max_delay: Self::UNSET,
            over_configuration: PartSet::NONE,
        }
    }

    /// A policy of these parts, in nanoseconds where they are times; called by the attribute, which has checked them.
    #[doc(hidden)]
    pub const fn literal(
        max_attempts: u32,
        strategy: Strategy,
        jitter: Jitter,
        initial_delay: u64,
        max_delay: u64,
    ) -> Self {
        const DEFAULT: Policy = Policy::new();
        Self {
            rule: Rule::new(strategy),
            jitter,
            max_attempts,
            initial_delay,
            max_delay,
            ..DEFAULT
        }
    }

    /// This policy, none of whose parts configuration from outside changes (feature `config`): for one of a tenant
    /// or a row, which is closer to the call than a variable. Operators can still switch the function off,
    /// set its `attempt_timeout`, the level of its log, and which errors are retried.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max_attempts(5).build().over_configuration();
    /// # assert_eq!(POLICY.max_attempts(), Some(5));
    /// ```
    ///
    /// Of the parts of some settings alone: `PolicySettings::onto_over_configuration`.
    #[must_use]
    pub const fn over_configuration(mut self) -> Self {
        self.over_configuration = PartSet::ALL;
        self
    }

    /// This policy, with the lower of its ceilings and those of `other`.
    #[cfg(feature = "config")]
    #[doc(hidden)]
    #[must_use]
    pub fn with_lower_ceilings(self, other: &Self) -> Self {
        Self {
            config_max_attempts: self.config_max_attempts.min(other.config_max_attempts),
            config_max_delay: self.config_max_delay.min(other.config_max_delay),
            ..self
        }
    }
}

impl PartialEq for Policy {
    fn eq(&self, other: &Self) -> bool {
        let parts = |policy: &Self| {
            (
                policy.max_attempts(),
                policy.backoff(),
                policy.initial_delay(),
                policy.factor(),
                policy.increment(),
                policy.max_delay(),
                policy.min_delay(),
                policy.jitter(),
                policy.throttled_delay(),
                policy.max_retry_after(),
                policy.max_elapsed(),
                (
                    policy.config_max_attempts(),
                    policy.config_max_delay(),
                    policy.over_configuration,
                ),
            )
        };
        parts(self) == parts(other)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}
