//! The forms of a budget besides the bucket with numbers of one's own.

use core::time::Duration;

use super::Budget;
use super::bucket::{Bucket, Limit, Numbers, Refund};
use super::share::Share;
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
        let deposit = millionths(
            percent,
            100_000,
            "the percentage of calls must be from 0 to 100000",
        ) / 100;
        let window = nanos::from_duration(window);
        assert!(
            window >= 1_000_000_000 && window <= 60_000_000_000,
            "the window must be from 1 to 60 seconds, the range that Finagle has found sensible"
        );
        let reserved = min_per_second as u64 * (window / 1_000_000_000);
        Self::of(Form::Share(Share::new(deposit, reserved, window)))
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
        assert!(
            max_tokens > 0 && max_tokens <= 1000,
            "the tokens must be from 1 to 1000, the range of gRPC A6"
        );
        let rule = "the ratio must be above 0 and at most 1000 tokens for a success";
        let reward = millionths(token_ratio, 1000, rule);
        assert!(reward > 0, "{}", rule);
        let capacity = max_tokens as u64 * MILLION;
        Self::bucket(Numbers {
            capacity,
            transient_cost: MILLION,
            throttled_cost: MILLION,
            reward,
            refill: 0,
            refund: Refund::Reward,
            limit: Limit::Threshold(capacity / 2),
        })
    }

    pub(super) const fn bucket(numbers: Numbers) -> Self {
        Self::of(Form::Bucket(Bucket::new(numbers)))
    }
}
