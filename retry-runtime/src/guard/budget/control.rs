//! What people see of a budget, and do to it.

use crate::machine::Instant;
use core::fmt;

use super::{Budget, Form};
use crate::policy::delay::nanos::MILLION;
#[cfg(feature = "sites")]
use crate::scope::time;

/// What a [`Budget`] has been asked for, for people and dashboards; made by [`Budget::counts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BudgetCounts {
    /// Retries that were paid for, since the budget was made; those too that a cancelled wait has
    /// given back.
    pub retries: u64,
    /// Retries that were refused, since the budget was made.
    pub refusals: u64,
    /// Calls that are retrying at present.
    pub retrying: u64,
}

impl Budget {
    /// Whole tokens that are left; retries, for [`percent_of_calls`](Self::percent_of_calls). What
    /// comes and goes with time is counted when a retry is asked for, and not yet here.
    pub fn tokens(&self) -> u64 {
        match &self.form {
            Form::Bucket(bucket) => bucket.tokens() / MILLION,
            Form::Share(share) => share.retries(),
        }
    }

    /// What it is [called](Self::named); empty if that is nothing.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What [`tokens`](Self::tokens) begins with, before any call.
    pub fn capacity(&self) -> u64 {
        match &self.form {
            Form::Bucket(bucket) => bucket.capacity() / MILLION,
            Form::Share(share) => share.reserve(),
        }
    }

    /// How full it is: [`tokens`](Self::tokens) by [`capacity`](Self::capacity), from 0 to 1. A budget
    /// without a capacity is full as long as it has a retry left.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::time::Instant;
    /// use reattempt::Class;
    /// use reattempt::guard::Budget;
    ///
    /// static BUDGET: Budget = Budget::total(4);
    ///
    /// assert_eq!(BUDGET.fill_level(), 1.0);
    /// drop(BUDGET.withdraw(Class::Transient, Instant::now()));
    /// assert_eq!(BUDGET.fill_level(), 0.75);
    /// ```
    #[expect(clippy::cast_precision_loss, reason = "whole below 2^53")]
    pub fn fill_level(&self) -> f64 {
        match (self.tokens(), self.capacity()) {
            (0, _) => 0.0,
            (tokens, capacity) if tokens >= capacity => 1.0,
            (tokens, capacity) => tokens as f64 / capacity as f64,
        }
    }

    /// How many calls are retrying at present.
    pub fn retrying(&self) -> u64 {
        self.slots.taken()
    }

    /// What it has been asked for.
    pub fn counts(&self) -> BudgetCounts {
        BudgetCounts {
            retries: self.retries.load(),
            refusals: self.refusals.load(),
            retrying: self.retrying(),
        }
    }

    /// Fills it again, as it was in the beginning. Calls that are retrying keep their
    /// [place](Self::max_concurrent), and [`counts`](Self::counts) go on.
    pub fn reset(&self) {
        match &self.form {
            Form::Bucket(bucket) => bucket.put(bucket.capacity()),
            Form::Share(share) => share.forget(),
        }
        self.floor.forget();
    }

    /// Whether it pays for no retry, but for what its [`floor`](Self::floor) allows.
    #[cfg(feature = "sites")]
    fn is_used_up_at(&self, now: Instant) -> bool {
        match &self.form {
            Form::Bucket(bucket) => bucket.is_used_up_at(now),
            Form::Share(share) => share.is_used_up_at(now),
        }
    }

    /// Whether one that is made anew would be no other: it owes nothing, and no call is retrying. A
    /// share that calls have put something into counts as one.
    pub(in crate::guard) fn is_idle_at(&self, now: Instant) -> bool {
        let owes_nothing = match &self.form {
            Form::Bucket(bucket) => bucket.is_full_at(now),
            Form::Share(share) => share.is_full_at(now),
        };
        owes_nothing && self.retrying() == 0 && self.floor.is_unused_at(now)
    }
}

/// Whether `budget` refuses retries at present. What has come with time is counted then, and in
/// [`tokens`](Budget::tokens) afterwards.
#[cfg(feature = "sites")]
pub fn is_used_up(budget: &Budget) -> bool {
    budget.is_used_up_at(time::now())
}

/// One line for people: `481 of 500 tokens`.
impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} tokens", self.tokens(), self.capacity())
    }
}
