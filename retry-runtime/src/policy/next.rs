//! A decision without a call: for queues, schedulers and engines, which keep what has happened themselves.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::hint::Hint;
use crate::error::stop_reason::StopReason;
use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::policy::delay::next::NoDelay;
use crate::policy::delay::random::Random;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::sequence::DelaySequence;
use crate::policy::past::Past;

/// What comes after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "it says whether there is a next attempt, and after which delay"]
pub enum Decision {
    /// Another one.
    Retry {
        /// The delay before it.
        after: Duration,
    },
    /// The end.
    Stop(StopReason),
}

/// The policy has a backoff of the user's own, whose state nobody carries from one process to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomBackoff;

impl fmt::Display for CustomBackoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a custom backoff has its own state, so its next delay cannot be computed from the past alone",
        )
    }
}

impl Error for CustomBackoff {}

impl Policy {
    /// What comes after an attempt that failed with an error of this class, and with a hint of the server's, if
    /// there was one: the least that it asks for, as by `Retry-After`. An
    /// [exact](crate::Classify::is_hint_exact) one is waited for as it is, and needs no policy. No I/O, no clock, no
    /// log: the same past gives the same decision, but for jitter, which is drawn from this thread's generator;
    /// without the feature `std` from one that [`set_seed`](crate::set_seed) seeds.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::{Class, Decision, Jitter, Past, Policy, StopReason};
    ///
    /// const POLICY: Policy = Policy::builder().max_attempts(3).jitter(Jitter::None).build();
    ///
    /// let mut past = Past::default();
    /// let mut delays = Vec::new();
    /// loop {
    ///     past.attempt += 1; // made, and it failed
    ///     match POLICY.next(&past, Class::Transient, None)? {
    ///         Decision::Retry { after } => {
    ///             delays.push(after.as_secs());
    ///             past.previous = after;
    ///         }
    ///         Decision::Stop(reason) => break assert_eq!(reason, StopReason::Attempts),
    ///     }
    /// }
    /// assert_eq!(delays, [1, 2]);
    /// # Ok::<(), reattempt::CustomBackoff>(())
    /// ```
    ///
    /// # Errors
    /// [`CustomBackoff`] for a policy with one.
    pub fn next(
        &self,
        past: &Past,
        class: Class,
        hint: Option<Duration>,
    ) -> Result<Decision, CustomBackoff> {
        if let Rule::Custom(_) = self.rule {
            return Err(CustomBackoff);
        }
        Ok(match self.delay_after(past, class, hint) {
            Ok(nanos) => Decision::Retry {
                after: Duration::from_nanos(nanos),
            },
            Err(reason) => Decision::Stop(reason),
        })
    }

    /// In the order in which a call decides.
    fn delay_after(
        &self,
        past: &Past,
        class: Class,
        hint: Option<Duration>,
    ) -> Result<u64, StopReason> {
        if !class.is_retryable() {
            return Err(StopReason::Permanent);
        }
        if self.max_attempts().is_some_and(|most| past.attempt >= most) {
            return Err(StopReason::Attempts);
        }
        let left = self
            .max_elapsed()
            .map(|most| nanos::from_duration(most.saturating_sub(past.elapsed)));
        let previous = nanos::from_duration(past.previous);
        let mut delays = DelaySequence::after(self, past.attempt.saturating_sub(1), previous);
        let draw = |range| Random::with_default(|random| random.within(range));
        let delay = self.next_delay(&mut delays, class, hint.map(Hint::AtLeast), left, draw);
        delay.map_err(|none| match none {
            NoDelay::HintTooLong { .. } => StopReason::Hint,
            NoDelay::Elapsed => StopReason::Elapsed,
        })
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retry { after } => write!(f, "retry after {after:?}"),
            Self::Stop(reason) => write!(f, "stop: {reason}"),
        }
    }
}
