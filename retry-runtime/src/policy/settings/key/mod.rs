//! What can be set from outside.

mod guard_kind;
mod help;
mod meaning;

use core::fmt;

pub use self::guard_kind::GuardKind;
pub use self::meaning::Meaning;
use crate::policy::delay::part::Part;

/// A setting, called as in the attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Key {
    /// `enabled`: whether to retry at all.
    Enabled,
    /// `max_attempts`: calls in all, the first included.
    MaxAttempts,
    /// `backoff`: the rule of delays. A new one drops the parameters of the old one.
    Backoff,
    /// `initial_delay`: the first delay, before jitter.
    InitialDelay,
    /// `max_delay`: no single delay is longer.
    MaxDelay,
    /// `min_delay`: no single delay is shorter.
    MinDelay,
    /// `factor`: growth of the exponential backoff.
    Factor,
    /// `increment`: growth of the linear backoff.
    Increment,
    /// `jitter`: how delays are spread.
    Jitter,
    /// `max_elapsed`: time for the whole call.
    MaxElapsed,
    /// `throttled_delay`: the least base of a delay after a throttled error.
    ThrottledDelay,
    /// `max_retry_after`: the longest hint of a server that is waited for.
    MaxRetryAfter,
    /// `retryable_errors`: the errors that are retried, by name, and no others.
    RetryableErrors,
    /// `non_retryable_errors`: errors that are not retried, by name.
    NonRetryableErrors,
    /// `attempt_timeout`: time for one attempt, where the function has such a limit.
    AttemptTimeout,
    /// `log`: the highest level of the attempt log.
    Log,
    /// `nested`: what a call means for retried calls inside of it, where the code says anything of that.
    Nested,
    /// `budget_capacity`: how many tokens a budget holds.
    BudgetCapacity,
    /// `budget_transient_cost`: tokens for a retry.
    BudgetTransientCost,
    /// `budget_throttled_cost`: tokens for a retry after a throttled error.
    BudgetThrottledCost,
    /// `budget_success_reward`: tokens for a success at once.
    BudgetSuccessReward,
    /// `budget_refill_per_second`: tokens that come back in a second.
    BudgetRefillPerSecond,
    /// `budget_floor`: retries in every second that take no tokens.
    BudgetFloor,
    /// `budget_max_concurrent`: how many calls may be retrying at once.
    BudgetMaxConcurrent,
    /// `breaker_force`: holds a breaker open or closed.
    BreakerForce,
    /// `breaker_consecutive_failures`: failures in a row that open a breaker.
    BreakerConsecutiveFailures,
    /// `breaker_failure_rate`: the share of failures that opens a breaker.
    BreakerFailureRate,
    /// `breaker_window`: over which calls rates are taken.
    BreakerWindow,
    /// `breaker_min_calls`: from how many calls on rates count.
    BreakerMinCalls,
    /// `breaker_slow_call_duration_threshold`: calls that take longer are slow.
    BreakerSlowCallDurationThreshold,
    /// `breaker_slow_call_rate_threshold`: the share of slow calls that opens a breaker.
    BreakerSlowCallRateThreshold,
    /// `breaker_open_for`: how long a breaker stays open.
    BreakerOpenFor,
    /// `breaker_open_for_factor`: growth of that time while probes fail.
    BreakerOpenForFactor,
    /// `breaker_max_open_for`: how long that time may become.
    BreakerMaxOpenFor,
    /// `breaker_probes`: calls that a half-open breaker lets through.
    BreakerProbes,
    /// `breaker_lease`: time for a probe, before another takes its place.
    BreakerLease,
}

impl Key {
    /// All settings, in the order in which messages list them.
    pub const ALL: &[Self] = &[
        Self::Enabled,
        Self::MaxAttempts,
        Self::Backoff,
        Self::InitialDelay,
        Self::MaxDelay,
        Self::MinDelay,
        Self::Factor,
        Self::Increment,
        Self::Jitter,
        Self::MaxElapsed,
        Self::ThrottledDelay,
        Self::MaxRetryAfter,
        Self::RetryableErrors,
        Self::NonRetryableErrors,
        Self::AttemptTimeout,
        Self::Log,
        Self::Nested,
        Self::BudgetCapacity,
        Self::BudgetTransientCost,
        Self::BudgetThrottledCost,
        Self::BudgetSuccessReward,
        Self::BudgetRefillPerSecond,
        Self::BudgetFloor,
        Self::BudgetMaxConcurrent,
        Self::BreakerForce,
        Self::BreakerConsecutiveFailures,
        Self::BreakerFailureRate,
        Self::BreakerWindow,
        Self::BreakerMinCalls,
        Self::BreakerSlowCallDurationThreshold,
        Self::BreakerSlowCallRateThreshold,
        Self::BreakerOpenFor,
        Self::BreakerOpenForFactor,
        Self::BreakerMaxOpenFor,
        Self::BreakerProbes,
        Self::BreakerLease,
    ];

    /// Its name, as in the attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::MaxAttempts => "max_attempts",
            Self::Backoff => "backoff",
            Self::InitialDelay => "initial_delay",
            Self::MaxDelay => "max_delay",
            Self::MinDelay => "min_delay",
            Self::Factor => "factor",
            Self::Increment => "increment",
            Self::Jitter => "jitter",
            Self::MaxElapsed => "max_elapsed",
            Self::ThrottledDelay => "throttled_delay",
            Self::MaxRetryAfter => "max_retry_after",
            Self::RetryableErrors => "retryable_errors",
            Self::NonRetryableErrors => "non_retryable_errors",
            Self::AttemptTimeout => "attempt_timeout",
            Self::Log => "log",
            Self::Nested => "nested",
            Self::BudgetCapacity => "budget_capacity",
            Self::BudgetTransientCost => "budget_transient_cost",
            Self::BudgetThrottledCost => "budget_throttled_cost",
            Self::BudgetSuccessReward => "budget_success_reward",
            Self::BudgetRefillPerSecond => "budget_refill_per_second",
            Self::BudgetFloor => "budget_floor",
            Self::BudgetMaxConcurrent => "budget_max_concurrent",
            Self::BreakerForce => "breaker_force",
            Self::BreakerConsecutiveFailures => "breaker_consecutive_failures",
            Self::BreakerFailureRate => "breaker_failure_rate",
            Self::BreakerWindow => "breaker_window",
            Self::BreakerMinCalls => "breaker_min_calls",
            Self::BreakerSlowCallDurationThreshold => "breaker_slow_call_duration_threshold",
            Self::BreakerSlowCallRateThreshold => "breaker_slow_call_rate_threshold",
            Self::BreakerOpenFor => "breaker_open_for",
            Self::BreakerOpenForFactor => "breaker_open_for_factor",
            Self::BreakerMaxOpenFor => "breaker_max_open_for",
            Self::BreakerProbes => "breaker_probes",
            Self::BreakerLease => "breaker_lease",
        }
    }

    /// The setting of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.as_str() == name)
    }

    /// The part of a policy that it sets, if not every strategy has a use for that.
    pub(super) const fn part(self) -> Option<Part> {
        match self {
            Self::InitialDelay => Some(Part::InitialDelay),
            Self::Factor => Some(Part::Factor),
            Self::Increment => Some(Part::Increment),
            Self::Jitter => Some(Part::Jitter),
            _ => None,
        }
    }

    /// The parts of a policy.
    pub(crate) fn of_a_policy() -> impl Iterator<Item = Self> {
        let keys = Self::ALL.iter().copied();
        keys.filter(|key| key.is_of_a_policy())
    }

    /// Whether it is a part of a policy, and not of what surrounds one.
    pub(super) const fn is_of_a_policy(self) -> bool {
        !matches!(
            self,
            Self::Enabled
                | Self::RetryableErrors
                | Self::NonRetryableErrors
                | Self::AttemptTimeout
                | Self::Log
                | Self::Nested
        ) && self.guard().is_none()
    }

    /// The guard that it sets a number of, if it does.
    pub const fn guard(self) -> Option<GuardKind> {
        match self {
            Self::BudgetCapacity
            | Self::BudgetTransientCost
            | Self::BudgetThrottledCost
            | Self::BudgetSuccessReward
            | Self::BudgetRefillPerSecond
            | Self::BudgetFloor
            | Self::BudgetMaxConcurrent => Some(GuardKind::Budget),
            Self::BreakerForce
            | Self::BreakerConsecutiveFailures
            | Self::BreakerFailureRate
            | Self::BreakerWindow
            | Self::BreakerMinCalls
            | Self::BreakerSlowCallDurationThreshold
            | Self::BreakerSlowCallRateThreshold
            | Self::BreakerOpenFor
            | Self::BreakerOpenForFactor
            | Self::BreakerMaxOpenFor
            | Self::BreakerProbes
            | Self::BreakerLease => Some(GuardKind::Breaker),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
