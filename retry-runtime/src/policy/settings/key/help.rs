//! What people are told about a key: what it sets, and what it may be.

use super::Key;

impl Key {
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
            | Self::BudgetMaxConcurrent => "a whole number from 0 to 4294967295",
            Self::BudgetSuccessReward | Self::BudgetRefillPerSecond => {
                "0 or a number of tokens from 0.000001 to 1000000"
            }
            Self::BreakerConsecutiveFailures | Self::BreakerMinCalls | Self::BreakerProbes => {
                "a whole number from 1 to 4294967295"
            }
            Self::BreakerFailureRate | Self::BreakerSlowCallRateThreshold => {
                "a fraction from 0.000001 to 1"
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
