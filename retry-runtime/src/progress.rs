//! The delays of one call, one after the other.

use core::ops::RangeInclusive;
use core::time::Duration;

use crate::Class;
use crate::backoff::Retry;
use crate::nanos;
use crate::policy::Policy;
use crate::random::Random;
use crate::rule::Rule;

/// Where one call is in its sequence of delays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    /// Retries so far.
    retry: u32,
    /// The delay before jitter: exponential and fibonacci grow from it.
    base: u64,
    /// The next but one number of the fibonacci sequence.
    upcoming: u64,
    /// The delay as it was drawn.
    previous: u64,
}

impl Progress {
    pub(crate) const fn new() -> Self {
        Self {
            retry: 0,
            base: 0,
            upcoming: 0,
            previous: 0,
        }
    }

    /// The delay before the next retry, in nanoseconds, after an error of this class without a
    /// hint of its own.
    #[cold]
    #[inline(never)]
    pub(crate) fn next(&mut self, policy: &Policy, class: Class, random: &mut Random) -> u64 {
        self.retry = self.retry.saturating_add(1);
        self.previous = random.within(self.range(policy, class));
        self.previous
    }

    fn range(&mut self, policy: &Policy, class: Class) -> RangeInclusive<u64> {
        let least = match class {
            Class::Throttled => policy.throttled_delay_nanos(),
            _ => 0,
        };
        if let Rule::Decorrelated = policy.rule {
            // As a lower end it could meet the cap, and leave no range to draw from.
            let previous = match self.retry {
                1 => policy.initial_delay,
                _ => self.previous,
            };
            return policy.decorrelated(previous.max(least));
        }
        policy.spread(self.base(policy, class).max(least))
    }

    /// The delay before cap and jitter; the cap may be applied already where it makes no difference.
    fn base(&mut self, policy: &Policy, class: Class) -> u64 {
        match policy.rule {
            Rule::Exponential { factor } => {
                self.base = match self.retry {
                    1 => policy.initial_delay,
                    // The cap keeps the multiplication within 64 bits.
                    _ => factor.grow(self.base).min(policy.max_delay),
                };
                self.base
            }
            Rule::Fibonacci => {
                (self.base, self.upcoming) = match self.retry {
                    1 => (policy.initial_delay, policy.initial_delay),
                    _ => (self.upcoming, self.base.saturating_add(self.upcoming)),
                };
                self.base
            }
            Rule::Custom(backoff) => nanos::from_duration(backoff.delay(&Retry {
                number: self.retry,
                previous: Duration::from_nanos(self.previous),
                class,
            })),
            rule => rule.at(self.retry, policy.initial_delay, policy.max_delay),
        }
    }
}
