//! A bucket of tokens: retries take some, successes give some back.

use crate::machine::Instant;

use super::number::Number;
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
    full: Number,
    capacity: Number,
    transient_cost: Number,
    throttled_cost: Number,
    reward: Number,
    refill: Refill,
    refund: Refund,
    limit: Limit,
}

impl Numbers {
    const fn full(&self) -> u64 {
        match self.reward {
            0 => 0,
            _ => self.capacity,
        }
    }
}

impl Bucket {
    pub(super) const fn new(numbers: Numbers) -> Self {
        Self {
            tokens: Atomic::new(numbers.capacity),
            full: Number::new(numbers.full()),
            capacity: Number::new(numbers.capacity),
            transient_cost: Number::new(numbers.transient_cost),
            throttled_cost: Number::new(numbers.throttled_cost),
            reward: Number::new(numbers.reward),
            refill: Refill::new(numbers.refill),
            refund: numbers.refund,
            limit: numbers.limit,
        }
    }

    /// Goes by other numbers. As many tokens are missing as before.
    #[cfg(feature = "config")]
    pub(super) fn change(&self, numbers: &Numbers, now: Instant) {
        self.refill_at(now);
        self.refill.change(numbers.refill, now);
        self.transient_cost.set(numbers.transient_cost);
        self.throttled_cost.set(numbers.throttled_cost);
        self.reward.set(numbers.reward);
        let before = self.capacity.get();
        self.capacity.set(numbers.capacity);
        self.full.set(numbers.full());
        let change = |tokens: u64| {
            let missing = before.saturating_sub(tokens);
            Some(numbers.capacity.saturating_sub(missing))
        };
        // It always changes.
        let _ = self.tokens.update(change);
    }

    #[inline]
    pub(super) fn succeeded(&self) {
        if self.tokens.load() < self.full.get() {
            self.put(self.reward.get());
        }
    }

    /// What was taken; `None` if it is refused.
    pub(super) fn take(&self, class: Class, now: Instant) -> Option<u64> {
        self.refill_at(now);
        let cost = match class {
            Class::Throttled => self.throttled_cost.get(),
            _ => self.transient_cost.get(),
        };
        let left = |tokens: u64| match self.limit {
            Limit::Empty => tokens.checked_sub(cost),
            Limit::Threshold(_) => Some(tokens.saturating_sub(cost)),
        };
        let before = self.tokens.update(left).ok()?;
        match self.limit {
            Limit::Threshold(threshold) if before.saturating_sub(cost) <= threshold => None,
            _ => Some(cost),
        }
    }

    /// A call has succeeded after a retry that took so much.
    pub(super) fn refund(&self, taken: u64) {
        self.put(match self.refund {
            Refund::Cost => taken,
            Refund::Reward => self.reward.get(),
            Refund::Nothing => 0,
        });
    }

    pub(super) fn is_full_at(&self, now: Instant) -> bool {
        self.refill_at(now);
        self.tokens.load() >= self.capacity.get()
    }

    /// Whether a retry is refused that is not after a throttle.
    #[cfg(feature = "sites")]
    pub(super) fn is_used_up_at(&self, now: Instant) -> bool {
        self.refill_at(now);
        let (tokens, cost) = (self.tokens(), self.transient_cost.get());
        match self.limit {
            Limit::Empty => tokens < cost,
            Limit::Threshold(threshold) => tokens.saturating_sub(cost) <= threshold,
        }
    }

    fn refill_at(&self, now: Instant) {
        if self.refill.is_running() {
            self.put(self.refill.due(now));
        }
    }

    pub(super) fn tokens(&self) -> u64 {
        self.tokens.load()
    }

    pub(super) fn capacity(&self) -> u64 {
        self.capacity.get()
    }

    /// Adds so many, up to the capacity.
    #[cold]
    pub(super) fn put(&self, amount: u64) {
        let capacity = self.capacity.get();
        let put = |tokens: u64| {
            let more = tokens.saturating_add(amount).min(capacity);
            (more > tokens).then_some(more)
        };
        // An error says that there was nothing to add.
        let _ = self.tokens.update(put);
    }
}
