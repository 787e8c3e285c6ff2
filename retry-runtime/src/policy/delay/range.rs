//! What a delay is drawn from.

use core::ops::RangeInclusive;

use crate::policy::Policy;
use crate::policy::delay::rule::Rule;

impl Policy {
    /// What a delay is drawn from when the rule says `base`.
    #[inline]
    pub(crate) fn spread(&self, base: u64) -> RangeInclusive<u64> {
        let base = base.min(self.max_delay);
        self.floored(self.jitter.range(base, self.max_delay))
    }

    /// What a decorrelated delay is drawn from after a delay of `previous`.
    #[inline]
    pub(crate) fn decorrelated(&self, previous: u64) -> RangeInclusive<u64> {
        let high = previous.saturating_mul(3).min(self.max_delay);
        let low = self.initial_delay.max(1).min(high);
        self.floored(low..=high)
    }

    /// The longest hint that is waited for with so much left of `max_elapsed`.
    #[inline]
    pub(crate) fn longest_hint(&self, left: Option<u64>) -> u64 {
        left.unwrap_or(u64::MAX).min(self.max_retry_after_nanos())
    }

    /// What a wait is drawn from when a server asks for at least `hint`: `U(hint, hint + initial_delay)`, the
    /// range cut to the longest wait there may be; without jitter the hint itself. Wants
    /// `hint <= max_retry_after`.
    #[inline]
    pub(crate) fn hinted(&self, hint: u64) -> RangeInclusive<u64> {
        let spread = match self.rule {
            // Random by itself.
            Rule::Decorrelated => self.initial_delay,
            _ if self.jitter.is_none() => 0,
            _ => self.initial_delay,
        };
        let cap = self.max_delay.max(self.max_retry_after_nanos());
        hint..=hint.saturating_add(spread).min(cap)
    }

    #[inline]
    fn floored(&self, range: RangeInclusive<u64>) -> RangeInclusive<u64> {
        let (low, high) = range.into_inner();
        low.max(self.min_delay)..=high.max(self.min_delay)
    }
}
