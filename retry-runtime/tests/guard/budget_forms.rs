//! The other forms of the budget against the tests of the libraries they are taken from.

use std::time::Duration;

use crate::support::at;
use reattempt_runtime::Class::Transient;
use reattempt_runtime::guard::{Budget, Withdrawal};

fn withdraw(budget: &Budget) -> Option<Withdrawal<'_>> {
    budget.withdraw(Transient, at(0.0)).ok()
}

/// Finagle, `RetryBudgetTest`, `testBudget`: 10,000 calls, each of which would like to be retried.
fn finagle(window: u64, min_per_second: u32, percent: f64) {
    let window = Duration::from_secs(window);
    let budget = Budget::percent_of_calls(percent, min_per_second, window);
    let reserve = window.as_secs() * u64::from(min_per_second);
    assert_eq!((budget.tokens(), budget.capacity()), (reserve, reserve));

    let mut retried = 0;
    for _ in 0..10_000 {
        match withdraw(&budget) {
            Some(call) => {
                call.refund();
                retried += 1;
            }
            None => assert_eq!(budget.tokens(), 0),
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let share = (100.0 * percent + 1e-6) as u64;
    assert_eq!(retried, share + reserve, "{percent}%");
}

/// Finagle, `RetryBudgetTest`: "apply minRetriesPerSec=0", "apply with minRetries and
/// maxPercentOver=0", "apply with minRetries and maxPercentOver", "..should be empty". Where it
/// allows a retry more or less for the precision of its scale, this is exact.
#[test]
fn finagle_allows_a_share_and_a_reserve() {
    for percent in [10.0, 50.0, 25.0, 75.0, 99.0, 99.9, 99.99, 1.0, 0.1, 0.01] {
        finagle(60, 0, percent);
    }
    finagle(1, 10, 0.0);
    finagle(2, 5, 0.0);
    finagle(1, 10, 10.0);
    finagle(2, 5, 50.0);
    finagle(10, 0, 0.0);
}

/// Finagle, `RetryBudgetTest`: "apply minRetries=0 maxPercentOver greater than 1.0".
#[test]
fn finagle_may_allow_more_than_one_retry_a_call() {
    let budget = Budget::percent_of_calls(200.0, 0, Duration::from_secs(60));
    (0..10_000).for_each(|_| budget.succeeded_at(at(0.0)));
    assert_eq!(budget.tokens(), 20_000);
}

/// grpc-go, `test/retry_test.go`, `TestRetryThrottling`: the service config has 10 tokens and a
/// ratio of 0.5, the method 4 attempts. A call is told by whether it succeeds, and by the
/// number of its last attempt among those of all calls.
#[test]
fn grpc_throttles_as_its_tests_say() {
    let budget = Budget::failure_ratio(10, 0.5);
    let succeeds = [0, 3, 6, 10, 11, 12, 13, 14, 16, 18];
    let mut served = -1;
    let mut call = || {
        let mut retrying: Option<Withdrawal<'_>> = None;
        loop {
            served += 1;
            if succeeds.contains(&served) {
                match retrying {
                    Some(withdrawal) => withdrawal.refund(),
                    None => budget.succeeded(),
                }
                return (true, served);
            }
            let allowed = if let Some(withdrawal) = &mut retrying {
                withdrawal.again(Transient, at(0.0)).is_ok()
            } else {
                retrying = withdraw(&budget);
                retrying.is_some()
            };
            if !allowed {
                return (false, served);
            }
        }
    };
    for (succeeds, at_the_attempt) in [
        (true, 0),
        (true, 3),
        (true, 6),
        (false, 8), // the first attempt is retried, the second aborted
        (false, 9),
        (true, 10),
        (true, 11),
        (true, 12),
        (true, 13),
        (true, 14),
        (true, 16),
        (false, 17),
    ] {
        assert_eq!(call(), (succeeds, at_the_attempt));
    }
}

/// gRFC A6, "Throttling Retry Attempts": the count stays between 0 and the maximum, and retries
/// start again above the half.
#[test]
fn grpc_throttles_at_half_of_its_tokens() {
    let budget = Budget::failure_ratio(10, 0.1);
    let fails = || withdraw(&budget).is_some();
    assert_eq!((0..20).filter(|_| fails()).count(), 4);
    assert_eq!(budget.tokens(), 0);
    (0..60).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 6);
    assert!(!fails(), "at 5 still none");
    (0..100).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 10);
    assert!(fails());
}
