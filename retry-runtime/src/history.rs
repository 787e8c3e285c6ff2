//! What has happened in a call so far.

use core::time::Duration;
use std::time::Instant;

use crate::call::Call;
use crate::progress::Progress;
use crate::{Class, Policy, Site, StopReason, clock, scope};

/// A call of which at least one attempt has failed.
#[derive(Clone, Copy)]
pub(crate) struct Past {
    pub(crate) site: &'static Site,
    /// What counts from the first failure on: the function's own policy, unless something around
    /// the call replaces it.
    pub(crate) policy: Policy,
    /// Attempts that have ended.
    pub(crate) attempts: u32,
    pub(crate) last_class: Class,
    /// Whether it may retry, as far as that is set from outside.
    #[cfg(feature = "config")]
    pub(crate) enabled: bool,
    pub(crate) progress: Progress,
    /// From when `elapsed` counts: the call, or else the end of its first attempt.
    pub(crate) started: Option<Instant>,
    /// The wait before the next attempt, in nanoseconds.
    pub(crate) delay: u64,
}

impl Past {
    pub(crate) fn new(call: &Call<'_>) -> Self {
        let policy = scope::policy();
        #[cfg(feature = "config")]
        let (policy, enabled) = match policy {
            Some(policy) => (Some(policy), true),
            None => match crate::configured::look_up(call) {
                Some(configured) => (Some(configured.policy), configured.enabled),
                None => (None, true),
            },
        };
        Self {
            site: call.site,
            policy: policy.unwrap_or(*call.policy),
            attempts: 0,
            last_class: Class::Permanent,
            #[cfg(feature = "config")]
            enabled,
            progress: Progress::new(),
            started: call.started,
            delay: 0,
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        elapsed(self.started)
    }
}

/// What has happened in a call so far; nothing before its first retry, so that there is nothing to
/// build before.
#[derive(Clone, Copy)]
pub struct History<'a>(pub(crate) Option<&'a Past>);

impl<'a> History<'a> {
    /// The policy that counts now.
    pub fn policy(self, call: &Call<'a>) -> &'a Policy {
        self.0.map_or(call.policy, |past| &past.policy)
    }

    /// From when `max_elapsed` counts: where it is not the function's own the clock may not have
    /// been read at entry.
    pub(crate) fn started(self, call: &Call<'_>) -> Option<Instant> {
        self.0.map_or(call.started, |past| past.started)
    }

    /// The wait that is due, if it is one for a `sleep` of the user's. A delay of zero is no wait, and
    /// the scope's clock has precedence, so that tests need not wait.
    pub fn delay_to_sleep(self) -> Option<Duration> {
        let delay = self.delay();
        (!delay.is_zero() && scope::clock().is_none()).then_some(delay)
    }

    /// The number of the attempt that comes now, from 1.
    pub(crate) fn next_attempt(self) -> u32 {
        self.0.map_or(1, |past| past.attempts.saturating_add(1))
    }

    /// The wait that is due.
    pub(crate) fn delay(self) -> Duration {
        Duration::from_nanos(self.0.map_or(0, |past| past.delay))
    }

    /// How many attempts a call that has just failed has made, and in what time.
    pub(crate) fn summary(self, call: &Call<'_>) -> (u32, Duration) {
        match self.0 {
            Some(past) => (past.attempts, past.elapsed()),
            None => (1, elapsed(call.started)),
        }
    }
}

/// Time since `started`; zero where nothing has been waited for.
pub(crate) fn elapsed(started: Option<Instant>) -> Duration {
    started.map_or(Duration::ZERO, |started| {
        clock::now().saturating_duration_since(started)
    })
}

/// Whether this end is the function's answer rather than a giving up: after one attempt there is an
/// error that is not retried, or retrying is not this call's business.
pub(crate) fn is_answer(attempts: u32, reason: StopReason) -> bool {
    use StopReason::{Disabled, Nested, Permanent};
    attempts == 1 && matches!(reason, Permanent | Nested | Disabled)
}
