//! Being told what becomes of calls, whatever their errors' types.

use core::fmt::{Debug, Display};
use core::time::Duration;

use crate::error::class::Class;
use crate::error::stop_reason::StopReason;
use crate::site::Site;

/// Is called for every failed attempt inside a [`Scope`](crate::Scope), and for every call that succeeds after a
/// failure.
///
/// Set by [`Scope::observer`](crate::Scope::observer). It is not called for a call that succeeds at once.
pub trait Observer: Debug + Send + Sync {
    /// Is called after an attempt, before the delay, so it should be quick. A panic goes on to the caller of the
    /// function.
    fn observe(&self, observation: &Observation<'_>);
}

/// What an [`Observer`] is told: an attempt has ended.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Observation<'a> {
    /// The function.
    pub site: &'static Site,
    /// The `label` of the call, if there is one.
    pub label: Option<&'a dyn Display>,
    /// The attempt, from 1.
    pub attempt: u32,
    /// What comes after it.
    pub next: Next,
    /// The error as the log shows it; `None` when the attempt succeeded.
    pub error: Option<&'a dyn Display>,
}

impl Debug for Observation<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Observation")
            .field("name", &self.site.name())
            .field("label", &self.label.map(ToString::to_string))
            .field("attempt", &self.attempt)
            .field("next", &self.next)
            .field("error", &self.error.map(ToString::to_string))
            .finish()
    }
}

/// What comes after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Next {
    /// It failed, and another follows.
    Retry {
        /// The error's class.
        class: Class,
        /// The delay before the next attempt.
        delay: Duration,
    },
    /// It failed, and the call ends. This includes what is no event to `on_event`: a first error that
    /// is permanent, and calls that are not to retry.
    Stop {
        /// The error's class.
        class: Class,
        /// Why there is no further attempt.
        reason: StopReason,
    },
    /// It succeeded after one that failed, and the call ends.
    Return,
}
