//! The forms of a budget besides the bucket with numbers of one's own.

use core::time::Duration;

use super::bucket::{Bucket, Limit, Numbers, Refund};
use super::share::Share;
use super::{Budget, BudgetError};
use crate::guard::millionths;
use crate::policy::delay::nanos;
use crate::policy::delay::nanos::MILLION;

/// What a budget counts.
#[derive(Debug)]
pub(super) enum Form {
    Bucket(Bucket),
    Share(Share),
}

impl Budget {
    /// So many retries in the life of this budget, and no more: nothing comes back.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::time::Instant;
    /// use reattempt::guard::{Budget, Refusal};
    /// use reattempt::Class;
    ///
    /// static BUDGET: Budget = Budget::total(1);
    ///
    /// let now = Instant::now();
    /// BUDGET.withdraw(Class::Transient, now).unwrap().refund();
    /// assert_eq!(BUDGET.withdraw(Class::Transient, now).unwrap_err(), Refusal::Budget);
    /// ```
    pub const fn total(retries: u32) -> Self {
        Self::bucket(Numbers {
            capacity: retries as u64 * MILLION,
            transient_cost: MILLION,
            throttled_cost: MILLION,
            reward: 0,
            refill: 0,
            refund: Refund::Nothing,
            limit: Limit::Empty,
        })
    }

    /// Retries for `percent` of the calls of the last `window`, and besides `min_per_second` times
    /// its seconds, of which none are carried over. Finagle's own numbers are 20%, 10 and 10 s.
    ///
    /// `percent` is from 0 to 100,000 (1,000 retries a call), kept to the ten-thousandth;
    /// `window` from 1 s to 60 s, of which a part of a second counts for no minimum. It moves on in
    /// tenths. Zero and zero is a budget that allows nothing.
    ///
    /// A success after a retry gives nothing back. Every success costs an atomic write and,
    /// through [`succeeded`](Self::succeeded), a look at the clock. A call that fails for good at
    /// its first attempt is not counted.
    ///
    /// The formula is that of Finagle's `RetryBudget`: a call puts in `percent` hundredths of a
    /// retry, and both that and what retries take out is forgotten after `window`.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::guard::Budget;
    ///
    /// static BUDGET: Budget = Budget::percent_of_calls(20.0, 10, Duration::from_secs(10));
    ///
    /// assert_eq!(BUDGET.tokens(), 100);
    /// ```
    ///
    /// # Panics
    ///
    /// If a value is out of range; in a `static`, that is at compile time.
    #[track_caller]
    pub const fn percent_of_calls(percent: f64, min_per_second: u32, window: Duration) -> Self {
        match share(percent, min_per_second, window) {
            Ok((deposit, reserved, window)) => Self::share(deposit, reserved, window),
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// [`percent_of_calls`](Self::percent_of_calls), from values known only at run time.
    ///
    /// # Errors
    ///
    /// The first value that is out of range.
    pub const fn try_percent_of_calls(
        percent: f64,
        min_per_second: u32,
        window: Duration,
    ) -> Result<Self, BudgetError> {
        match share(percent, min_per_second, window) {
            Ok((deposit, reserved, window)) => Ok(Self::share(deposit, reserved, window)),
            Err(error) => Err(error),
        }
    }

    /// The throttle of gRPC's service config (gRFC A6, `retryThrottling`): every attempt that may
    /// be retried takes 1 token, every success gives `token_ratio`, and nothing is retried at
    /// `max_tokens / 2` or below. An example there has 10 and 0.1, which stops retries at a failure
    /// rate above about 10%.
    ///
    /// `max_tokens` is from 1 to 1000; `token_ratio` is above 0, up to 1000, and kept to the
    /// millionth.
    ///
    /// Attempts that the policy does not retry anyway, such as the last of `max_attempts`, are not
    /// counted.
    ///
    /// # Panics
    ///
    /// If a value is out of range; in a `static`, that is at compile time.
    #[track_caller]
    pub const fn failure_ratio(max_tokens: u32, token_ratio: f64) -> Self {
        match throttle(max_tokens, token_ratio) {
            Ok(numbers) => Self::bucket(numbers),
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// [`failure_ratio`](Self::failure_ratio), from values known only at run time.
    ///
    /// # Errors
    ///
    /// The first value that is out of range.
    pub const fn try_failure_ratio(max_tokens: u32, token_ratio: f64) -> Result<Self, BudgetError> {
        match throttle(max_tokens, token_ratio) {
            Ok(numbers) => Ok(Self::bucket(numbers)),
            Err(error) => Err(error),
        }
    }

    pub(super) const fn bucket(numbers: Numbers) -> Self {
        Self::of(Form::Bucket(Bucket::new(numbers)))
    }

    const fn share(deposit: u64, reserved_retries: u64, window: u64) -> Self {
        Self::of(Form::Share(Share::new(deposit, reserved_retries, window)))
    }
}

/// What a call puts into a share, the retries that are there without any, and the window.
const fn share(
    percent: f64,
    min_per_second: u32,
    window: Duration,
) -> Result<(u64, u64, u64), BudgetError> {
    let Some(hundredths) = millionths(percent, 100_000) else {
        return Err(BudgetError::PercentOutOfRange { percent });
    };
    let nanos = nanos::from_duration(window);
    if nanos < 1_000_000_000 || nanos > 60_000_000_000 {
        return Err(BudgetError::WindowOutOfRange { window });
    }
    let reserved = min_per_second as u64 * (nanos / 1_000_000_000);
    Ok((hundredths / 100, reserved, nanos))
}

const fn throttle(max_tokens: u32, token_ratio: f64) -> Result<Numbers, BudgetError> {
    if max_tokens == 0 || max_tokens > 1000 {
        return Err(BudgetError::MaxTokensOutOfRange { tokens: max_tokens });
    }
    let reward = match millionths(token_ratio, 1000) {
        None | Some(0) => return Err(BudgetError::TokenRatioOutOfRange { ratio: token_ratio }),
        Some(reward) => reward,
    };
    let capacity = max_tokens as u64 * MILLION;
    Ok(Numbers {
        capacity,
        transient_cost: MILLION,
        throttled_cost: MILLION,
        reward,
        refill: 0,
        refund: Refund::Reward,
        limit: Limit::Threshold(capacity / 2),
    })
}
