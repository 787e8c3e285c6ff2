//! A bucket with numbers of one's own.

use super::bucket::{Limit, Numbers, Refund};
use super::{Budget, BudgetError};
use crate::guard::millionths;
use crate::policy::delay::nanos::MILLION;

/// Builds a [`Budget`] of tokens; made by [`Budget::builder`].
///
/// Setters accept everything; the rules are checked when building.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::guard::Budget;
///
/// static BUDGET: Budget = Budget::builder()
///     .capacity(100)
///     .refill_per_second(0.5)
///     .max_concurrent(20)
///     .build();
///
/// assert_eq!(BUDGET.to_string(), "100 of 100 tokens");
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct BudgetBuilder {
    name: &'static str,
    pub(super) capacity: u32,
    pub(super) transient_cost: u32,
    pub(super) throttled_cost: u32,
    pub(super) success_reward: f64,
    pub(super) refill_per_second: f64,
    pub(super) floor: u32,
    pub(super) max_concurrent: Option<u32>,
}

impl BudgetBuilder {
    /// The numbers of `rust-runtime/aws-smithy-runtime`, `token_bucket.rs` (`DEFAULT_CAPACITY`,
    /// `DEFAULT_RETRY_COST`, `THROTTLING_RETRY_COST`, `PERMIT_REGENERATION_AMOUNT`).
    pub(super) const fn new() -> Self {
        Self {
            name: "",
            capacity: 500,
            transient_cost: 14,
            throttled_cost: 5,
            success_reward: 1.0,
            refill_per_second: 0.0,
            floor: 0,
            max_concurrent: None,
        }
    }

    /// What the [list](crate::guard::budgets) and configuration call this budget. Default: nothing, and there
    /// the functions which it is for.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// How many tokens there are in the beginning, and at most. Fewer than a retry
    /// [costs](Self::transient_cost) never pay for one, and zero is the clear way to say that. Default: 500.
    pub const fn capacity(mut self, tokens: u32) -> Self {
        self.capacity = tokens;
        self
    }

    /// Tokens for a retry, unless it is after a throttle. Zero is free. Default: 14.
    pub const fn transient_cost(mut self, tokens: u32) -> Self {
        self.transient_cost = tokens;
        self
    }

    /// Tokens for a retry after an error of class [`Throttled`](crate::Class::Throttled).
    /// Zero is free. Default: 5.
    pub const fn throttled_cost(mut self, tokens: u32) -> Self {
        self.throttled_cost = tokens;
        self
    }

    /// Tokens that a call gives which succeeds at its first attempt: from 0 to 1e6, kept to the
    /// millionth. Default: 1.
    pub const fn success_reward(mut self, tokens: f64) -> Self {
        self.success_reward = tokens;
        self
    }

    /// Tokens that come back by themselves in a second: from 0 to 1e6, kept to the millionth.
    /// They are counted when a retry is asked for. Default: 0.
    pub const fn refill_per_second(mut self, tokens: f64) -> Self {
        self.refill_per_second = tokens;
        self
    }

    /// [`Budget::floor`]: retries that are allowed in every second without tokens. Default: 0.
    pub const fn floor(mut self, retries_per_second: u32) -> Self {
        self.floor = retries_per_second;
        self
    }

    /// [`Budget::max_concurrent`]: how many calls may be retrying at once. Default: no limit.
    pub const fn max_concurrent(mut self, calls: u32) -> Self {
        self.max_concurrent = Some(calls);
        self
    }

    /// The budget; in a `static`, checked at compile time.
    ///
    /// ```compile_fail
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::Budget;
    ///
    /// static NEVER: Budget = Budget::builder().refill_per_second(-1.0).build();
    /// ```
    ///
    /// # Panics
    ///
    /// If a number is out of range.
    #[track_caller]
    pub const fn build(self) -> Budget {
        match self.numbers() {
            Ok(numbers) => self.of(numbers),
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// The budget, from values known only at run time.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::{Budget, BudgetError};
    ///
    /// let from_a_file = -1.0;
    /// let builder = Budget::builder().refill_per_second(from_a_file);
    /// let refused = BudgetError::RefillOutOfRange { tokens: -1.0 };
    /// assert_eq!(builder.try_build().unwrap_err(), refused);
    /// ```
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub const fn try_build(self) -> Result<Budget, BudgetError> {
        match self.numbers() {
            Ok(numbers) => Ok(self.of(numbers)),
            Err(error) => Err(error),
        }
    }

    pub(super) const fn numbers(&self) -> Result<Numbers, BudgetError> {
        let Some(reward) = millionths(self.success_reward, 1_000_000) else {
            let tokens = self.success_reward;
            return Err(BudgetError::RewardOutOfRange { tokens });
        };
        let Some(refill) = millionths(self.refill_per_second, 1_000_000) else {
            let tokens = self.refill_per_second;
            return Err(BudgetError::RefillOutOfRange { tokens });
        };
        Ok(Numbers {
            capacity: self.capacity as u64 * MILLION,
            transient_cost: self.transient_cost as u64 * MILLION,
            throttled_cost: self.throttled_cost as u64 * MILLION,
            reward,
            refill,
            refund: Refund::Cost,
            limit: Limit::Empty,
        })
    }

    const fn of(self, numbers: Numbers) -> Budget {
        #[cfg_attr(
            not(feature = "config"),
            expect(unused_mut, reason = "for configuration")
        )]
        let mut budget = Budget::bucket(numbers).named(self.name).floor(self.floor);
        #[cfg(feature = "config")]
        (budget.made.bucket = Some(self));
        match self.max_concurrent {
            Some(calls) => budget.max_concurrent(calls),
            None => budget,
        }
    }
}
