//! Looking at the delays a policy gives, without a call to retry.

use core::iter::FusedIterator;
use core::ops::RangeInclusive;
use core::time::Duration;

use crate::Class;
use crate::policy::Policy;
use crate::progress::Progress;
use crate::random::Random;
use crate::rule::Rule;

impl Policy {
    /// The range the delay before a retry is drawn from, both ends included: `retry` 1 follows the
    /// first attempt. Whether the policy goes that far is not asked. `retry` 0 is the first
    /// attempt itself, which waits for nothing.
    ///
    /// It is for an error that is not throttled. A custom backoff is asked as if the delay before
    /// had been zero; the range of a decorrelated backoff is the union over all the draws before.
    ///
    /// ```
    /// use core::time::Duration;
    /// use reattempt_runtime::Policy;
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
    /// use core::time::Duration;
    /// use reattempt_runtime::{Jitter, Policy};
    ///
    /// const POLICY: Policy = Policy::builder().jitter(Jitter::None).build();
    ///
    /// let delays: Vec<_> = POLICY.delays(0).collect();
    /// assert_eq!(delays, [Duration::from_secs(1), Duration::from_secs(2)]);
    /// ```
    pub fn delays(&self, seed: u64) -> Delays {
        Delays {
            policy: *self,
            left: self.max_attempts().map(|attempts| attempts - 1),
            progress: Progress::new(),
            random: Random::seeded(seed),
        }
    }

    pub(crate) fn range_nanos(&self, retry: u32) -> RangeInclusive<u64> {
        let Rule::Decorrelated = self.rule else {
            let base = self.rule.at(retry, self.initial_delay, self.max_delay);
            return self.spread(base, self.max_delay);
        };
        let mut range = self.decorrelated(self.initial_delay, self.max_delay);
        for _ in 1..retry {
            let next = self.decorrelated(*range.end(), self.max_delay);
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
    left: Option<u32>,
    progress: Progress,
    random: Random,
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(1)?;
        }
        let draw = |range| self.random.within(range);
        let nanos = self
            .progress
            .next(&self.policy, Class::Transient, None, draw);
        Some(Duration::from_nanos(nanos))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.left {
            Some(left) => match usize::try_from(left) {
                Ok(left) => (left, Some(left)),
                Err(_) => (usize::MAX, None),
            },
            None => (usize::MAX, None),
        }
    }
}

impl FusedIterator for Delays {}
