//! What has happened in a call so far.

use crate::machine::Instant;
use core::time::Duration;

use crate::call::Call;
use crate::call::in_force::InForce;
use crate::error::class::Class;
use crate::error::processed::Processed;
use crate::policy::Policy;
use crate::policy::delay::sequence::DelaySequence;
use crate::scope;
use crate::scope::time;
use crate::site::Site;

/// A call of which at least one attempt has failed.
pub(crate) struct RetriedCall<'p> {
    pub(crate) site: &'static Site,
    pub(crate) in_force: InForce<'p>,
    /// Attempts that have ended.
    pub(crate) attempts: u32,
    pub(crate) last_class: Class,
    pub(crate) last_kind: &'static str,
    pub(crate) processed_earlier: Processed,
    pub(crate) processed_last: Processed,
    pub(crate) delays: DelaySequence,
    /// From when `elapsed` counts; not looked at where nobody asks.
    pub(crate) started: Option<Instant>,
    #[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "for the log"))]
    pub(crate) since: Since,
    /// The wait before the next attempt, in nanoseconds.
    pub(crate) delay: u64,
}

/// From when `elapsed` counts, and with it `max_elapsed`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// The beginning of the call, where an option of the function has the clock read there.
    Call,
    /// The end of the first attempt.
    FirstFailure,
}

impl<'p> RetriedCall<'p> {
    #[inline]
    pub(crate) fn new(call: &Call<'_>, in_force: InForce<'p>) -> Self {
        Self {
            site: call.site,
            in_force,
            attempts: 0,
            last_class: Class::Permanent,
            last_kind: "",
            processed_earlier: Processed::Nothing,
            processed_last: Processed::Nothing,
            delays: DelaySequence::new(),
            started: call.started,
            since: match call.started {
                Some(_) => Since::Call,
                None => Since::FirstFailure,
            },
            delay: 0,
        }
    }

    /// The policy that counts.
    #[inline]
    pub(crate) fn policy(&self) -> &Policy {
        self.in_force.policy()
    }

    #[cfg(feature = "std")]
    pub(crate) fn elapsed(&self) -> Duration {
        elapsed(self.started)
    }
}

/// What has happened in a call so far; nothing before its first retry, so that there is nothing to
/// build before.
#[derive(Clone, Copy)]
pub struct History<'a>(pub(crate) Option<&'a RetriedCall<'a>>);

impl<'a> History<'a> {
    /// Whether no attempt has failed yet.
    #[cfg(feature = "std")]
    pub(crate) const fn is_empty(self) -> bool {
        self.0.is_none()
    }

    /// The policy that counts now.
    pub fn policy(self, call: &Call<'a>) -> &'a Policy {
        self.0.map_or(call.policy, RetriedCall::policy)
    }

    /// From when `max_elapsed` counts: where it is not the function's own the clock may not have
    /// been read at entry.
    pub(crate) fn started(self, call: &Call<'_>) -> Option<Instant> {
        self.0.map_or(call.started, |retried| retried.started)
    }

    /// When `max_elapsed` is over. An instant too far off for the system to name is no end.
    pub(crate) fn end(self, call: &Call<'a>) -> Option<Instant> {
        let limit = self.policy(call).max_elapsed()?;
        self.started(call)?.checked_add(limit)
    }

    /// The wait that is due, if it is one for a `sleep` of the user's. A delay of zero is no wait, and
    /// the scope's clock has precedence, so that tests need not wait.
    pub fn delay_to_sleep(self) -> Option<Duration> {
        let delay = self.delay();
        (!delay.is_zero() && !scope::has_clock()).then_some(delay)
    }

    /// The number of the attempt that comes now, from 1.
    pub(crate) fn next_attempt(self) -> u32 {
        self.0
            .map_or(1, |retried| retried.attempts.saturating_add(1))
    }

    /// The wait that is due.
    pub(crate) fn delay(self) -> Duration {
        Duration::from_nanos(self.0.map_or(0, |retried| retried.delay))
    }

    /// What the other side has done in the attempts before the last.
    pub(crate) fn processed_earlier(self) -> Processed {
        self.0
            .map_or(Processed::Nothing, |retried| retried.processed_earlier)
    }

    /// How many attempts a call that has just failed has made.
    pub(crate) fn attempts(self) -> u32 {
        self.0.map_or(1, |retried| retried.attempts)
    }

    /// In what time.
    pub(crate) fn elapsed(self, call: &Call<'_>) -> Duration {
        elapsed(self.started(call))
    }
}

/// Time since `started`; zero where nothing has been waited for.
pub(crate) fn elapsed(started: Option<Instant>) -> Duration {
    started.map_or(Duration::ZERO, time::since)
}
