//! What comes after a failed attempt, as it was decided.

use crate::error::stop_reason::StopReason;

/// What the loop does after a failed attempt.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Wait, then make another attempt.
    Retry,
    /// Return the error.
    Stop(End),
}

/// How a call ends that does not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The error is what the function has to say: after one attempt it is one that is not retried, or
    /// retrying is not this call's business. Only the log hears of it, and observers.
    Answer(StopReason),
    /// There would have been another attempt, but for this.
    GaveUp(StopReason),
}

impl End {
    pub(crate) fn new(attempts: u32, reason: StopReason) -> Self {
        match reason {
            StopReason::Permanent | StopReason::Nested | StopReason::Disabled if attempts == 1 => {
                Self::Answer(reason)
            }
            _ => Self::GaveUp(reason),
        }
    }

    /// Why there is no further attempt.
    pub const fn reason(self) -> StopReason {
        match self {
            Self::Answer(reason) | Self::GaveUp(reason) => reason,
        }
    }
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) reason: StopReason,
    /// The wait that the other side asked for, where that is why.
    pub(crate) too_long: Option<TooLong>,
}

impl From<StopReason> for Stop {
    #[inline]
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
