//! What comes after a failed attempt, as it was decided.

use crate::error::stop_reason::StopReason;

/// What the loop does after a failed attempt.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Wait, then make another attempt.
    Retry,
    /// Return the error.
    Stop(StopReason),
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) reason: StopReason,
    /// The wait that the other side asked for, where that is why.
    pub(crate) too_long: Option<TooLong>,
}

impl From<StopReason> for Stop {
    fn from(reason: StopReason) -> Self {
        Self {
            reason,
            too_long: None,
        }
    }
}

/// A wait that the other side asked for, and the longest that is allowed, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong {
    pub(crate) hint: u64,
    pub(crate) allowed: u64,
}

/// Whether this end is the function's answer rather than a giving up: after one attempt there is an
/// error that is not retried, or retrying is not this call's business.
pub(crate) fn is_answer(attempts: u32, reason: StopReason) -> bool {
    use StopReason::{Disabled, Nested, Permanent};
    attempts == 1 && matches!(reason, Permanent | Nested | Disabled)
}
