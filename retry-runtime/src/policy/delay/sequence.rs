//! The delays of one call, one after the other.

use core::ops::RangeInclusive;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::hint::Hint;
use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::policy::delay::rule::{Growth, Rule};
use crate::policy::delay::strategy::RetryContext;

/// Where one call is in its sequence of delays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DelaySequence {
    /// Retries so far.
    retry: u32,
    /// Before jitter, for rules by which a delay grows out of those before it.
    growth: Growth,
    /// The delay as it was drawn.
    previous: u64,
}

impl DelaySequence {
    pub(crate) const fn new() -> Self {
        Self {
            retry: 0,
            growth: Growth::first(0),
            previous: 0,
        }
    }

    /// The same after so many retries, the last of them after a delay of `previous`.
    pub(crate) fn after(policy: &Policy, retries: u32, previous: u64) -> Self {
        Self {
            retry: retries,
            growth: policy
                .rule
                .growth(retries, policy.initial_delay, policy.max_delay),
            previous,
        }
    }

    /// The delay before the next retry, in nanoseconds.
    ///
    /// A server's hint, which the policy allows, is waited for in full, and spread for those who were told the
    /// same second; this retry's own delay takes its place where it is longer. It stands in for the delay
    /// after a throttled error. After an exact one the delays begin anew.
    #[inline]
    pub(crate) fn next(
        &mut self,
        policy: &Policy,
        class: Class,
        hint: Option<Hint>,
        mut draw: impl FnMut(RangeInclusive<u64>) -> u64,
    ) -> u64 {
        let (least, hinted) = match hint {
            Some(Hint::Exactly(hint)) => {
                *self = Self::new();
                return nanos::from_duration(hint).max(policy.min_delay);
            }
            Some(Hint::AtLeast(hint)) => (0, policy.hinted(nanos::from_duration(hint))),
            None if class == Class::Throttled => (policy.throttled_delay_nanos(), 0..=0),
            None => (0, 0..=0),
        };
        self.retry = self.retry.saturating_add(1);
        self.previous = draw(self.range(policy, class, least));
        match hint {
            Some(_) => self.previous.max(draw(hinted)),
            None => self.previous,
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "a range by value is taken apart at once"
    )]
    #[inline(always)]
    fn range(&mut self, policy: &Policy, class: Class, least: u64) -> RangeInclusive<u64> {
        if let Rule::Decorrelated = policy.rule {
            // The least delay counts as the one before: as a lower end it could meet the cap, and
            // would leave no range to draw from.
            let previous = match self.retry {
                1 => policy.initial_delay,
                _ => self.previous,
            };
            return policy.decorrelated(previous.max(least));
        }
        policy.spread(self.base(policy, class).max(least))
    }

    /// The delay before cap and jitter; the cap may be applied already where it makes no difference.
    #[inline]
    fn base(&mut self, policy: &Policy, class: Class) -> u64 {
        let rule = policy.rule;
        match rule {
            Rule::Fixed => policy.initial_delay,
            Rule::Exponential { .. } | Rule::Fibonacci => {
                self.growth = match self.retry {
                    1 => Growth::first(policy.initial_delay),
                    _ => self.growth.next(rule, policy.max_delay),
                };
                self.growth.delay
            }
            _ => self.base_by_number(policy, class),
        }
    }

    /// The same for rules by which a delay comes from its number: out of the way of the others.
    #[inline(never)]
    fn base_by_number(&self, policy: &Policy, class: Class) -> u64 {
        let retry = RetryContext {
            number: self.retry,
            previous: Duration::from_nanos(self.previous),
            class,
        };
        policy
            .rule
            .base(&retry, policy.initial_delay, policy.max_delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::builder::PolicyBuilder;
    use crate::policy::delay::jitter::Jitter;
    use crate::policy::delay::random::Random;
    use crate::policy::delay::strategy::Strategy;

    const SECOND: u64 = 1_000_000_000;

    fn secs(policy: PolicyBuilder, classes: &[Class]) -> Vec<u64> {
        let policy = policy.build();
        let mut sequence = DelaySequence::new();
        let mut random = Random::seeded(0);
        classes
            .iter()
            .map(|&class| {
                sequence.next(&policy, class, None, |range| random.within(range)) / SECOND
            })
            .collect()
    }

    #[test]
    fn it_is_small() {
        assert!(size_of::<DelaySequence>() <= 32);
    }

    #[test]
    fn a_throttled_error_waits_for_at_least_the_throttled_delay() {
        use Class::{Throttled, Transient, Unsent};
        let plain = Policy::builder().jitter(Jitter::None);
        let classes = [Throttled, Transient, Throttled, Throttled, Unsent];
        assert_eq!(secs(plain, &classes), [4, 2, 4, 8, 16]);

        let capped = plain.max_delay(Duration::from_secs(3));
        assert_eq!(secs(capped, &classes), [3, 2, 3, 3, 3]);

        let longer = plain.throttled_delay(Duration::from_secs(30));
        assert_eq!(secs(longer, &classes), [30, 2, 30, 30, 16]);

        let off = plain.throttled_delay(Duration::ZERO);
        assert_eq!(secs(off, &classes), [1, 2, 4, 8, 16]);

        let at_once = plain.initial_delay(Duration::ZERO);
        assert_eq!(secs(at_once, &classes), [1, 0, 1, 1, 0]);
    }

    #[test]
    fn a_throttled_decorrelated_delay_is_drawn_as_if_after_the_throttled_delay() {
        let policy = Policy::builder().backoff(Strategy::Decorrelated).build();
        let after_four_seconds = SECOND..=12 * SECOND;
        let mut above_three = 0;
        for seed in 0..1000 {
            let mut random = Random::seeded(seed);
            let delay = DelaySequence::new().next(&policy, Class::Throttled, None, |range| {
                random.within(range)
            });
            assert!(after_four_seconds.contains(&delay));
            above_three += u32::from(delay > 3 * SECOND);
        }
        assert!((780..860).contains(&above_three), "{above_three}");

        let at_once = policy.to_builder().initial_delay(Duration::ZERO).build();
        assert_eq!(at_once.decorrelated(0), 0..=0);
        assert_eq!(at_once.decorrelated(5), 1..=15);
    }

    #[test]
    fn extremes_stay_within_the_cap() {
        const LONGEST: Duration = Duration::MAX;
        let strategies = [
            Strategy::Fixed,
            Strategy::Linear,
            Strategy::Exponential,
            Strategy::Fibonacci,
            Strategy::Decorrelated,
            Strategy::Schedule(&[LONGEST, Duration::ZERO]),
        ];
        let jitters = [Jitter::None, Jitter::Full, Jitter::Equal];
        let jitters = jitters.into_iter().chain([Jitter::fraction(1.0)]);
        let delays = [Duration::ZERO, Duration::from_nanos(1), LONGEST];
        let mut random = Random::seeded(0);

        for (strategy, jitter) in strategies
            .into_iter()
            .flat_map(|strategy| jitters.clone().map(move |jitter| (strategy, jitter)))
        {
            for (initial, max) in delays.into_iter().flat_map(|a| delays.map(|b| (a, b))) {
                for factor in [1.0, 1.5, 2.0, 1e9] {
                    let (policy, _) = Policy::builder()
                        .backoff(strategy)
                        .jitter(jitter)
                        .initial_delay(initial)
                        .max_delay(max)
                        .factor(factor)
                        .throttled_delay(initial)
                        .clamped();
                    let mut sequence = DelaySequence::new();
                    for class in [Class::Transient, Class::Throttled, Class::Unsent].repeat(40) {
                        let delay =
                            sequence.next(&policy, class, None, |range| random.within(range));
                        assert!(delay <= policy.max_delay, "{delay} of {policy:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_number_of_retries_ends_at_its_largest() {
        let policy = Policy::builder().backoff(Strategy::Linear).unlimited();
        let policy = policy.jitter(Jitter::None).build();
        let mut sequence = DelaySequence::new();
        sequence.retry = u32::MAX - 1;
        let mut next = || {
            sequence.next(&policy, Class::Transient, None, |range| {
                Random::seeded(0).within(range)
            })
        };
        assert_eq!([next(), next()], [60 * SECOND; 2]);
    }
}
