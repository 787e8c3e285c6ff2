//! What a policy comes to, attempt by attempt, without a call.

mod countdown;
mod decorrelated;
mod delays;
mod table;

pub use delays::Delays;

use core::iter::FusedIterator;
use core::ops::RangeInclusive;
use core::time::Duration;

use countdown::Countdown;
use decorrelated::Distribution;

use crate::error::class::Class;
use crate::policy::Policy;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::sequence::DelaySequence;

impl Policy {
    /// One row an attempt: how long the delay before it is, and how long all delays up to it are.
    /// As many rows as `max_attempts`, or without end if that is unlimited. Printed, it is a table.
    ///
    /// The delays are those of [`delay_range`](Self::delay_range): of errors that are not throttled
    /// and say no time of their own. The time attempts take is not part of it. `max_elapsed` ends
    /// the printed table, but not the rows.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::Policy;
    ///
    /// let schedule = Policy::new().schedule();
    /// println!("{schedule}");
    ///
    /// let last = schedule.last().unwrap();
    /// assert_eq!(last.number(), 3);
    /// assert_eq!(last.delay().mean(), Duration::from_millis(1500));
    /// assert_eq!(last.waited().highest(), Duration::from_secs(3));
    /// ```
    ///
    /// prints
    ///
    /// ```text
    ///            delay before it           waited so far
    /// attempt  lowest   mean  highest  lowest   mean  highest
    ///       1       -      -        -      0s     0s       0s
    ///       2   500ms  750ms       1s   500ms  750ms       1s
    ///       3      1s   1.5s       2s    1.5s  2.25s       3s
    /// ```
    pub fn schedule(&self) -> Schedule {
        Schedule {
            policy: *self,
            left: Countdown::from(self.max_attempts()),
            last: None,
            sequence: DelaySequence::new(),
            distribution: None,
        }
    }
}

/// The attempts of a policy: see [`Policy::schedule`].
///
/// Printed, it is a table of the rows still to come, for people: its form may change. A long one is
/// cut short.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Schedule {
    policy: Policy,
    left: Countdown,
    last: Option<ScheduledAttempt>,
    sequence: DelaySequence,
    /// Where the mean of a delay does not follow from that of the delay before.
    distribution: Option<Distribution>,
}

/// One row of a [`Schedule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScheduledAttempt {
    number: u32,
    delay: Band,
    waited: Band,
}

impl ScheduledAttempt {
    const FIRST: Self = Self {
        number: 1,
        delay: Band::ZERO,
        waited: Band::ZERO,
    };

    /// Which attempt this is, from 1. Stays at [`u32::MAX`] once there.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The delay before this attempt; zero for the first.
    pub const fn delay(&self) -> Band {
        self.delay
    }

    /// All delays up to this attempt: when it starts, if the attempts before took no time.
    pub const fn waited(&self) -> Band {
        self.waited
    }
}

/// A length of time that is left to chance, to the nanosecond; ends at `u64::MAX` of them, about
/// 584 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    lowest: u64,
    mean: u64,
    highest: u64,
}

impl Band {
    const ZERO: Self = Self {
        lowest: 0,
        mean: 0,
        highest: 0,
    };

    /// The shortest it can be.
    pub const fn lowest(&self) -> Duration {
        Duration::from_nanos(self.lowest)
    }

    /// What it is on average: of a delay the middle of its range, of several delays the sum of their
    /// means, each rounded down.
    ///
    /// A decorrelated delay depends on the one before, so that its mean lies below the middle. It is
    /// exact until a delay can meet `max_delay`; from there on it is computed from the distribution of
    /// the delays, and within 0.1 % of the true mean if none is shorter than a microsecond.
    pub const fn mean(&self) -> Duration {
        Duration::from_nanos(self.mean)
    }

    /// The longest it can be.
    pub const fn highest(&self) -> Duration {
        Duration::from_nanos(self.highest)
    }

    const fn plus(self, other: Self) -> Self {
        Self {
            lowest: self.lowest.saturating_add(other.lowest),
            mean: self.mean.saturating_add(other.mean),
            highest: self.highest.saturating_add(other.highest),
        }
    }
}

impl Schedule {
    fn after(&mut self, last: ScheduledAttempt) -> ScheduledAttempt {
        let range = self.range(last.number);
        let mean = match (self.policy.rule, last.number) {
            (Rule::Decorrelated, 2..) => self
                .decorrelated_mean(last)
                .clamp(*range.start(), *range.end()),
            _ => middle(&range),
        };
        let (lowest, highest) = range.into_inner();
        let delay = Band {
            lowest,
            mean,
            highest,
        };
        ScheduledAttempt {
            number: last.number.saturating_add(1),
            delay,
            waited: last.waited.plus(delay),
        }
    }

    /// The mean of the delay that follows that of `last`.
    fn decorrelated_mean(&mut self, last: ScheduledAttempt) -> u64 {
        let (policy, cap) = (&self.policy, self.policy.max_delay);
        let Band {
            lowest,
            mean,
            highest,
        } = last.delay;
        // While all ranges end at three times the delay before, or all at the cap, the mean range
        // follows the mean delay.
        if highest.saturating_mul(3) <= cap || lowest.saturating_mul(3) >= cap {
            return middle(&policy.decorrelated(mean));
        }
        let first = || policy.decorrelated(policy.initial_delay);
        let distribution = self
            .distribution
            .get_or_insert_with(|| Distribution::new(&first(), cap));
        distribution.mean(last.number)
    }

    /// What [`Policy::delay_range`] says of this retry, from where the retry before has left off.
    fn range(&mut self, retry: u32) -> RangeInclusive<u64> {
        if let Rule::Custom(_) = self.policy.rule {
            return self.policy.range_nanos(retry);
        }
        let mut drawn_from = 0..=0;
        let highest = |range: RangeInclusive<u64>| {
            drawn_from = range;
            *drawn_from.end()
        };
        self.sequence
            .next(&self.policy, Class::Transient, None, highest);
        drawn_from
    }
}

/// The mean of a uniform draw, rounded down.
fn middle(range: &RangeInclusive<u64>) -> u64 {
    range.start().midpoint(*range.end())
}

impl Iterator for Schedule {
    type Item = ScheduledAttempt;

    fn next(&mut self) -> Option<ScheduledAttempt> {
        self.left.take_one()?;
        let attempt = match self.last {
            None => ScheduledAttempt::FIRST,
            Some(last) => self.after(last),
        };
        self.last = Some(attempt);
        Some(attempt)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl FusedIterator for Schedule {}
