//! What can be set from outside.

use core::fmt;

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

    /// What it sets, for a program's help.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Enabled => "whether to retry at all",
            Self::MaxAttempts => "attempts in all, the first included",
            Self::Backoff => "how delays grow, or all of them one by one",
            Self::InitialDelay => "first delay",
            Self::MaxDelay => "longest single delay",
            Self::MinDelay => "shortest single delay",
            Self::Factor => "growth of the exponential backoff",
            Self::Increment => "growth of the linear backoff",
            Self::Jitter => "how delays are spread at random",
            Self::MaxElapsed => "time for a whole call, attempts and delays",
            Self::ThrottledDelay => "least first delay when the other side asks to slow down",
            Self::MaxRetryAfter => "longest delay that the other side may ask for",
            Self::RetryableErrors => "the errors that are retried, by name, and no others",
            Self::NonRetryableErrors => "errors that are not retried, by name",
            Self::AttemptTimeout => "time for one attempt, where the code sets a limit",
            Self::Log => "the highest level of the attempt log",
            Self::Nested => {
                "what a call means for retried calls inside of it, where the code says it"
            }
            Self::BudgetCapacity => "how many tokens the budget holds",
            Self::BudgetTransientCost => "tokens for a retry",
            Self::BudgetThrottledCost => "tokens for a retry after a throttled error",
            Self::BudgetSuccessReward => "tokens that a call gives which succeeds at once",
            Self::BudgetRefillPerSecond => "tokens that come back by themselves in a second",
            Self::BudgetFloor => "retries in every second that take no tokens",
            Self::BudgetMaxConcurrent => "how many calls may be retrying at once",
            Self::BreakerForce => "holds the breaker open or closed",
            Self::BreakerConsecutiveFailures => "failures in a row that open the breaker",
            Self::BreakerFailureRate => "the share of failures that opens the breaker",
            Self::BreakerWindow => "over which calls the rates are taken",
            Self::BreakerMinCalls => "from how many calls on the rates count",
            Self::BreakerSlowCallDurationThreshold => "calls that take longer are slow",
            Self::BreakerSlowCallRateThreshold => "the share of slow calls that opens the breaker",
            Self::BreakerOpenFor => "how long the breaker stays open",
            Self::BreakerOpenForFactor => "growth of that time while probes fail",
            Self::BreakerMaxOpenFor => "how long that time may become",
            Self::BreakerProbes => "calls that the half-open breaker lets through",
            Self::BreakerLease => "time for a probe, before another takes its place",
        }
    }

    /// What it may be, in words that follow "must be".
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Enabled => "true or false",
            Self::MaxAttempts => "a number from 1, or \"unlimited\"",
            Self::Backoff => {
                "\"fixed\", \"linear\", \"exponential\", \"fibonacci\", \"decorrelated\" or a list \
                 of durations"
            }
            Self::Factor | Self::BreakerOpenForFactor => "a number from 1 to 1000000000",
            Self::Jitter => "true, false, \"equal\", \"full\", \"none\" or a fraction from 0 to 1",
            Self::Log => "\"warn\", \"info\", \"debug\" or \"off\"",
            Self::Nested => "\"allow\", \"bounded\" or \"suppress\"",
            Self::BreakerForce => "\"open\", \"closed\" or \"auto\"",
            Self::BudgetCapacity
            | Self::BudgetTransientCost
            | Self::BudgetThrottledCost
            | Self::BudgetFloor
            | Self::BudgetMaxConcurrent => "a whole number from 0",
            Self::BudgetSuccessReward | Self::BudgetRefillPerSecond => {
                "a number of tokens from 0 to 1000000"
            }
            Self::BreakerConsecutiveFailures | Self::BreakerMinCalls | Self::BreakerProbes => {
                "a whole number from 1"
            }
            Self::BreakerFailureRate | Self::BreakerSlowCallRateThreshold => {
                "a fraction above 0, up to 1"
            }
            Self::BreakerWindow => {
                "a number of calls from 1 to 1024, or a time of 10 ms or longer as a text, such as \"10s\""
            }
            Self::MaxElapsed
            | Self::AttemptTimeout
            | Self::BreakerSlowCallDurationThreshold
            | Self::BreakerLease => {
                "a duration above zero, as a number of seconds or a text with units such as \"2m30s\""
            }
            Self::RetryableErrors | Self::NonRetryableErrors => {
                "a list of names: kinds of errors, such as \"Timeout\", or classes, such as \"transient\""
            }
            Self::InitialDelay
            | Self::MaxDelay
            | Self::MinDelay
            | Self::Increment
            | Self::ThrottledDelay
            | Self::MaxRetryAfter
            | Self::BreakerOpenFor
            | Self::BreakerMaxOpenFor => {
                "a duration, as a number of seconds or a text with units such as \"500ms\""
            }
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a [`Key`] sets numbers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GuardKind {
    /// A [`Budget`](crate::Budget).
    Budget,
    /// A [`Breaker`](crate::Breaker).
    Breaker,
}

impl GuardKind {
    /// `budget` or `breaker`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Breaker => "breaker",
        }
    }
}

impl fmt::Display for GuardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a name of the program's own stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// The same as this setting. [`Key::MaxAttempts`] counts the first call too.
    Key(Key),
    /// The number of calls after the first: `max_attempts` less one.
    Retries,
}

impl Meaning {
    /// The setting that it is.
    pub const fn key(self) -> Key {
        match self {
            Self::Key(key) => key,
            Self::Retries => Key::MaxAttempts,
        }
    }

    /// What it sets, for a program's help.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Key(key) => key.help(),
            Self::Retries => "attempts after the first",
        }
    }

    /// What it may be, in words that follow "must be".
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Key(key) => key.allowed(),
            Self::Retries => "a number from 0, or \"unlimited\"",
        }
    }
}
