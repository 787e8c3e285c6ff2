//! Looking at the delays a policy gives, without a call to retry.

use core::iter::FusedIterator;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::countdown::Countdown;
use crate::error::class::Class;
use crate::policy::Policy;
use crate::policy::delay::random::Random;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::sequence::DelaySequence;
use crate::policy::delay::strategy::RetryContext;

impl Policy {
    /// The range the delay before a retry is drawn from, both ends included: `retry` 1 follows the
    /// first attempt. Whether the policy goes that far is not asked. `retry` 0 is the first
    /// attempt itself, which waits for nothing.
    ///
    /// It is for an error that is not throttled. A custom backoff is asked as if the delay before
    /// had been zero; the range of a decorrelated backoff is the union over all the draws before.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::Policy;
    ///
    /// // 1 s, 2 s, 4 s, .. with equal jitter: half of it up to all of it.
    /// let range = Policy::new().delay_range(3);
    /// assert_eq!(range, Duration::from_secs(2)..=Duration::from_secs(4));
    /// ```
    pub fn delay_range(&self, retry: u32) -> RangeInclusive<Duration> {
        let (low, high) = match retry {
            0 => (0, 0),
            _ => self.range_nanos(retry).into_inner(),
        };
        Duration::from_nanos(low)..=Duration::from_nanos(high)
    }

    /// The delays of one call whose every attempt fails with a transient error, drawn with a
    /// generator of this seed: one fewer than `max_attempts`, or without end if that is unlimited.
    /// `max_elapsed` is not considered.
    ///
    /// The same seed gives the same delays, within one version of this crate.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::{Jitter, Policy};
    ///
    /// const POLICY: Policy = Policy::builder().jitter(Jitter::None).build();
    ///
    /// let delays: Vec<_> = POLICY.delays(0).collect();
    /// assert_eq!(delays, [Duration::from_secs(1), Duration::from_secs(2)]);
    /// ```
    pub fn delays(&self, seed: u64) -> Delays {
        Delays {
            policy: *self,
            left: Countdown::from(self.max_attempts().map(|attempts| attempts - 1)),
            sequence: DelaySequence::new(),
            random: Random::seeded(seed),
        }
    }

    pub(crate) fn range_nanos(&self, retry: u32) -> RangeInclusive<u64> {
        let Rule::Decorrelated = self.rule else {
            let retry = RetryContext {
                number: retry,
                previous: Duration::ZERO,
                class: Class::Transient,
            };
            let base = self.rule.base(&retry, self.initial_delay, self.max_delay);
            return self.spread(base);
        };
        let mut range = self.decorrelated(self.initial_delay);
        for _ in 1..retry {
            let next = self.decorrelated(*range.end());
            if next == range {
                break;
            }
            range = next;
        }
        range
    }
}

/// The delays of a policy: see [`Policy::delays`].
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Delays {
    policy: Policy,
    left: Countdown,
    sequence: DelaySequence,
    random: Random,
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.left.take_one()?;
        let draw = |range| self.random.within(range);
        let nanos = self
            .sequence
            .next(&self.policy, Class::Transient, None, draw);
        Some(Duration::from_nanos(nanos))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl FusedIterator for Delays {}
