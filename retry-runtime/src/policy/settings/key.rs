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

    /// Whether it is a part of a policy, and not of what surrounds one.
    pub(super) const fn is_of_a_policy(self) -> bool {
        !matches!(
            self,
            Self::Enabled
                | Self::RetryableErrors
                | Self::NonRetryableErrors
                | Self::AttemptTimeout
                | Self::Log
        )
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
            Self::Factor => "a number from 1 to 1000000000",
            Self::Jitter => "true, false, \"equal\", \"full\", \"none\" or a fraction from 0 to 1",
            Self::Log => "\"warn\", \"info\", \"debug\" or \"off\"",
            Self::MaxElapsed | Self::AttemptTimeout => {
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
            | Self::MaxRetryAfter => {
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
