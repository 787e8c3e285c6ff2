//! A budget with numbers from outside.

use std::sync::{Mutex, PoisonError};

use super::{Budget, BudgetBuilder, Form};
use crate::policy::guard_numbers::BudgetNumbers;
use crate::scope::time;

impl BudgetBuilder {
    /// With these numbers in the place of its own.
    pub(in crate::guard) fn with(mut self, numbers: &BudgetNumbers) -> Self {
        self.capacity = numbers.capacity.unwrap_or(self.capacity);
        self.transient_cost = numbers.transient_cost.unwrap_or(self.transient_cost);
        self.throttled_cost = numbers.throttled_cost.unwrap_or(self.throttled_cost);
        self.success_reward = numbers.success_reward.unwrap_or(self.success_reward);
        self.refill_per_second = numbers.refill_per_second.unwrap_or(self.refill_per_second);
        self.floor = numbers.floor.unwrap_or(self.floor);
        self.max_concurrent = numbers.max_concurrent.or(self.max_concurrent);
        self
    }
}

/// How it was made, and by which configuration it goes.
#[derive(Debug)]
pub(super) struct Made {
    /// `None` is another form, which has no such numbers.
    pub(super) bucket: Option<BudgetBuilder>,
    pub(super) floor: u32,
    pub(super) max_concurrent: u64,
    generation: Mutex<u64>,
}

impl Made {
    pub(super) const fn new(bucket: Option<BudgetBuilder>) -> Self {
        Self {
            bucket,
            floor: 0,
            max_concurrent: u64::MAX,
            generation: Mutex::new(0),
        }
    }
}

impl Budget {
    /// As it was made, if it has the numbers of a bucket.
    pub(in crate::guard) const fn builder_of(&self) -> Option<&BudgetBuilder> {
        self.made.bucket.as_ref()
    }

    /// Goes by `numbers`, as of the configuration of this generation; those of an earlier one come too late.
    ///
    /// What it owes it still owes: with another capacity so many tokens are missing as before. Numbers that break
    /// a rule are left out, and those of a bucket where it is another form.
    pub(in crate::guard) fn configure(&self, numbers: &BudgetNumbers, generation: u64) {
        let made = &self.made;
        let mut latest = made
            .generation
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *latest > generation {
            return;
        }
        *latest = generation;
        let floor = numbers.floor.unwrap_or(made.floor);
        self.floor.per_second.set(floor.into());
        let limit = numbers
            .max_concurrent
            .map_or(made.max_concurrent, u64::from);
        self.slots.limit.set(limit);
        if let (Form::Bucket(bucket), Some(builder)) = (&self.form, made.bucket) {
            let numbers = [builder.with(numbers), builder];
            if let Some(numbers) = numbers.iter().find_map(|builder| builder.numbers().ok()) {
                bucket.change(&numbers, time::now());
            }
        }
    }
}
