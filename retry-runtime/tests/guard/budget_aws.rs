//! The token bucket against the tests of the AWS SDKs it takes its numbers from.

use crate::support::at;
use reattempt_runtime::Class::{self, Throttled, Transient};
use reattempt_runtime::guard::{Budget, BudgetBuilder, Withdrawal};

fn bucket(capacity: u32) -> BudgetBuilder {
    Budget::builder().capacity(capacity)
}

fn withdraw(budget: &Budget, class: Class) -> Option<Withdrawal<'_>> {
    budget.withdraw(class, at(0.0)).ok()
}

/// A call whose retries all fail takes these tokens.
fn spend(budget: &Budget, tokens: u64) {
    let before = budget.tokens();
    while before - budget.tokens() < tokens {
        drop(withdraw(budget, Throttled).unwrap());
    }
    assert_eq!(budget.tokens(), before - tokens);
}

/// smithy-rs, `token_bucket.rs`: `test_unlimited_token_bucket`.
#[test]
fn smithy_may_be_unlimited() {
    let budget = bucket(500_000_000)
        .transient_cost(0)
        .throttled_cost(0)
        .build();
    for _ in 0..100 {
        drop(withdraw(&budget, Throttled).unwrap());
        drop(withdraw(&budget, Transient).unwrap());
        assert_eq!(budget.tokens(), 500_000_000);
    }
}

/// smithy-rs, `token_bucket.rs`: `test_bounded_permits_exhaustion`.
#[test]
fn smithy_refuses_when_exhausted() {
    let budget = bucket(10).build();
    let granted = std::iter::from_fn(|| withdraw(&budget, Throttled));
    assert_eq!(granted.take(100).count(), 2);
    assert!(withdraw(&budget, Throttled).is_none());
}

/// smithy-rs, `token_bucket.rs`: `test_fractional_tokens_accumulate_and_convert` and
/// `test_fractional_tokens_respect_max_capacity`.
#[test]
fn smithy_adds_up_fractional_rewards() {
    let budget = bucket(10).success_reward(0.4).build();
    spend(&budget, 10);
    let after_success = || {
        budget.succeeded();
        budget.tokens()
    };
    assert_eq!(
        [after_success(), after_success(), after_success()],
        [0, 0, 1]
    );

    let budget = bucket(10).success_reward(2.0).build();
    (0..20).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 10);
}

/// smithy-rs, `token_bucket.rs`: `test_is_full_accounts_for_fractional_tokens` and
/// `test_is_empty_accounts_for_fractional_tokens`.
#[test]
fn smithy_stays_between_empty_and_full() {
    let budget = bucket(2).transient_cost(1).success_reward(0.9).build();
    drop(withdraw(&budget, Transient));
    drop(withdraw(&budget, Transient));
    assert_eq!(budget.tokens(), 0);
    (0..3).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 2);

    let budget = bucket(10).transient_cost(10).success_reward(0.5).build();
    drop(withdraw(&budget, Transient));
    budget.succeeded();
    assert_eq!(budget.tokens(), 0);
    budget.succeeded();
    assert_eq!(budget.tokens(), 1);
}

/// Tokens in a bucket of 100 that was emptied at 0 s, by retries of 1 that are free afterwards.
fn refilled(rate: f64, rewards: u32, reward: f64, secs: f64) -> u64 {
    let budget = bucket(100).transient_cost(100).throttled_cost(0);
    let budget = budget
        .success_reward(reward)
        .refill_per_second(rate)
        .build();
    drop(withdraw(&budget, Transient).unwrap());
    assert_eq!(budget.tokens(), 0);
    (0..rewards).for_each(|_| budget.succeeded());
    drop(budget.withdraw(Throttled, at(secs)));
    budget.tokens()
}

/// smithy-rs, `token_bucket.rs`: `test_refill_rates`, the fraction shown by the time at which it
/// becomes whole.
#[test]
fn smithy_refills_at_its_rate() {
    /// What a bucket that is refilled at `rate` tokens a second holds after `secs`.
    #[derive(Debug)]
    struct Refill {
        rate: f64,
        secs: f64,
        tokens: u64,
        fraction: f64,
    }

    for refill in [
        Refill {
            rate: 10.0,
            secs: 2.0,
            tokens: 20,
            fraction: 0.0,
        },
        Refill {
            rate: 0.001,
            secs: 1100.0,
            tokens: 1,
            fraction: 0.1,
        },
        Refill {
            rate: 0.0001,
            secs: 11000.0,
            tokens: 1,
            fraction: 0.1,
        },
        Refill {
            rate: 0.001,
            secs: 1200.0,
            tokens: 1,
            fraction: 0.2,
        },
        Refill {
            rate: 0.0001,
            secs: 10000.0,
            tokens: 1,
            fraction: 0.0,
        },
        Refill {
            rate: 0.001,
            secs: 500.0,
            tokens: 0,
            fraction: 0.5,
        },
    ] {
        let after = |secs| refilled(refill.rate, 0, 0.0, secs);
        assert_eq!(after(refill.secs), refill.tokens, "{refill:?}");
        let whole = refill.secs + (1.0 - refill.fraction) / refill.rate;
        assert_eq!(after(whole), refill.tokens + 1, "{refill:?}");
        assert_eq!(after(whole - 0.01), refill.tokens, "{refill:?}");
    }
}

/// smithy-rs, `token_bucket.rs`: `test_builder_custom_time_source`,
/// `test_combined_time_and_success_rewards` and `test_rewards_capped_at_max_capacity`.
#[test]
fn smithy_adds_time_and_rewards() {
    assert_eq!(refilled(1.0, 0, 0.0, 5.0), 5);
    assert_eq!(refilled(1.0, 2, 0.5, 2.0), 3);
    assert_eq!(refilled(50.0, 50, 2.0, 100.0), 100);
}

/// smithy-rs, `token_bucket.rs`: `test_concurrent_time_based_refill_no_over_generation`.
#[test]
fn smithy_refills_once_for_concurrent_calls() {
    let budget = bucket(100)
        .transient_cost(100)
        .throttled_cost(0)
        .refill_per_second(1.0)
        .build();
    drop(withdraw(&budget, Transient).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| drop(budget.withdraw(Throttled, at(10.0))));
        }
    });
    assert_eq!(budget.tokens(), 10);
}

/// smithy-rs, `strategy/standard.rs`: `retry_eventually_succeeds`,
/// `fail_due_to_max_attempts_reached`, `retry_quota_reached_after_single_retry`,
/// `no_retries_if_retry_quota_is_zero`.
#[test]
fn smithy_follows_the_calls_of_mode_2_1() {
    let budget = Budget::new();
    let mut call = withdraw(&budget, Transient).unwrap();
    assert_eq!(budget.tokens(), 486);
    call.again(Transient, at(0.0)).unwrap();
    assert_eq!(budget.tokens(), 472);
    call.refund();
    assert_eq!(budget.tokens(), 486);

    let budget = Budget::new();
    let mut call = withdraw(&budget, Transient).unwrap();
    call.again(Transient, at(0.0)).unwrap();
    drop(call);
    assert_eq!(budget.tokens(), 472);

    let budget = bucket(14).build();
    let mut call = withdraw(&budget, Transient).unwrap();
    assert_eq!(budget.tokens(), 0);
    assert!(call.again(Transient, at(0.0)).is_err());
    assert_eq!(budget.tokens(), 0);

    assert!(withdraw(&bucket(0).build(), Transient).is_none());
}

/// smithy-rs, `strategy/standard.rs`: `quota_replenishes_on_success` and
/// `quota_replenishes_on_first_try_success`, in which a retry costs 10.
#[test]
fn smithy_replenishes() {
    let budget = bucket(100).transient_cost(10).build();
    let mut call = withdraw(&budget, Transient).unwrap();
    assert_eq!(budget.tokens(), 90);
    call.again(Transient, at(0.0)).unwrap();
    assert_eq!(budget.tokens(), 80);
    call.refund();
    assert_eq!(budget.tokens(), 90);

    let budget = bucket(20).transient_cost(10).build();
    drop(withdraw(&budget, Transient));
    drop(withdraw(&budget, Transient));
    assert_eq!(budget.tokens(), 0);
    (0..20).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 20);
}

/// botocore, `tests/unit/retries/test_quota.py`: a quota of 50 with a cost of 5.
#[test]
fn botocore_takes_and_releases_quota() {
    let budget = bucket(50).build();
    let call = withdraw(&budget, Throttled).unwrap();
    assert_eq!(budget.tokens(), 45); // test_can_acquire_amount
    call.refund();
    assert_eq!(budget.tokens(), 50); // test_can_release_amount

    let call = withdraw(&budget, Throttled).unwrap();
    (0..2).for_each(|_| budget.succeeded());
    call.refund();
    assert_eq!(budget.tokens(), 50); // test_cant_exceed_max_capacity
    budget.succeeded();
    assert_eq!(budget.tokens(), 50); // test_noop_if_at_max_capacity

    let budget = bucket(50).transient_cost(49).throttled_cost(10).build();
    drop(withdraw(&budget, Transient).unwrap());
    assert_eq!(budget.tokens(), 1);
    assert!(withdraw(&budget, Throttled).is_none());
    assert_eq!(budget.tokens(), 1); // test_cant_go_below_zero
}

/// botocore, `tests/unit/retries/test_standard_retry_v2_1.py`, `TestRetryQuotaChecker`.
#[test]
fn botocore_prices_retries_by_their_class() {
    for (class, left) in [(Transient, 486), (Throttled, 495)] {
        let budget = Budget::new();
        let call = withdraw(&budget, class).unwrap();
        assert_eq!(budget.tokens(), left, "{class}");
        call.refund(); // test_can_release_quota_based_on_context_value_on_success, ..throttling..
        assert_eq!(budget.tokens(), 500, "{class}");
        drop(withdraw(&budget, class)); // test_dont_release_quota_if_all_retries_failed
        assert_eq!(budget.tokens(), left, "{class}");
        budget.succeeded(); // test_can_release_default_quota_if_not_in_context
        assert_eq!(budget.tokens(), left + 1, "{class}");
    }
    let budget = bucket(14).build(); // test_acquire_quota_fails
    assert!(withdraw(&budget, Transient).is_some());
    assert!(withdraw(&budget, Transient).is_none());
}

/// botocore, `test_standard_retry_v2_1.py`, `test_dynamodb_base_backoff_and_increased_retries`.
#[test]
fn botocore_follows_a_call_of_four_attempts() {
    let budget = Budget::new();
    let mut call = withdraw(&budget, Transient).unwrap();
    let mut left = vec![budget.tokens()];
    for _ in 0..2 {
        call.again(Transient, at(0.0)).unwrap();
        left.push(budget.tokens());
    }
    assert_eq!(left, [486, 472, 458]);
}
