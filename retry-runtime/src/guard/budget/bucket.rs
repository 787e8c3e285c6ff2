//! A bucket of tokens: retries take some, successes give some back.

use std::time::Instant;

use super::refill::Refill;
use crate::error::class::Class;
use crate::guard::sync::Atomic;

/// The numbers of a bucket, in millionths of a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) capacity: u64,
    /// What a retry takes, unless it is after a throttle.
    pub(super) transient_cost: u64,
    pub(super) throttled_cost: u64,
    /// What a call that succeeds at once gives.
    pub(super) reward: u64,
    /// What comes back by itself, in a second.
    pub(super) refill: u64,
    pub(super) refund: Refund,
    pub(super) limit: Limit,
}

/// What a call that succeeds after a retry gives back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refund {
    /// What its last retry took.
    Cost,
    /// The same as a call that succeeds at once.
    Reward,
    Nothing,
}

/// When a retry is refused.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    /// If there are fewer tokens than it takes; it then takes none.
    Empty,
    /// If there are this many or fewer left after it; it takes them all the same.
    Threshold(u64),
}

#[derive(Debug)]
pub(super) struct Bucket {
    tokens: Atomic,
    /// From how many tokens on a success has nothing to give.
    full: u64,
    numbers: Numbers,
    refill: Option<Refill>,
}

impl Bucket {
    pub(super) const fn new(numbers: Numbers) -> Self {
        Self {
            tokens: Atomic::new(numbers.capacity),
            full: match numbers.reward {
                0 => 0,
                _ => numbers.capacity,
            },
            numbers,
            refill: Refill::new(numbers.refill),
        }
    }

    #[inline]
    pub(super) fn succeeded(&self) {
        if self.tokens.load() < self.full {
            self.put(self.numbers.reward);
        }
    }

    /// What was taken; `None` if it is refused.
    pub(super) fn take(&self, class: Class, now: Instant) -> Option<u64> {
        self.refill_at(now);
        let cost = match class {
            Class::Throttled => self.numbers.throttled_cost,
            _ => self.numbers.transient_cost,
        };
        let left = |tokens: u64| match self.numbers.limit {
            Limit::Empty => tokens.checked_sub(cost),
            Limit::Threshold(_) => Some(tokens.saturating_sub(cost)),
        };
        let before = self.tokens.update(left).ok()?;
        match self.numbers.limit {
            Limit::Threshold(threshold) if before.saturating_sub(cost) <= threshold => None,
            _ => Some(cost),
        }
    }

    /// A call has succeeded after a retry that took so much.
    pub(super) fn refund(&self, taken: u64) {
        self.put(match self.numbers.refund {
            Refund::Cost => taken,
            Refund::Reward => self.numbers.reward,
            Refund::Nothing => 0,
        });
    }

    pub(super) fn is_full_at(&self, now: Instant) -> bool {
        self.refill_at(now);
        self.tokens.load() >= self.numbers.capacity
    }

    fn refill_at(&self, now: Instant) {
        if let Some(refill) = &self.refill {
            self.put(refill.due(now));
        }
    }

    pub(super) fn tokens(&self) -> u64 {
        self.tokens.load()
    }

    pub(super) const fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Adds so many, up to the capacity.
    #[cold]
    pub(super) fn put(&self, amount: u64) {
        let put = |tokens: u64| {
            let more = tokens.saturating_add(amount).min(self.numbers.capacity);
            (more > tokens).then_some(more)
        };
        // An error says that there was nothing to add.
        let _ = self.tokens.update(put);
    }
}
