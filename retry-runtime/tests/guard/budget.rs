//! The retry budget: its rules, one by one.

use std::panic::{AssertUnwindSafe, RefUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::support::at;
use reattempt_runtime::guard::{Budget, BudgetBuilder, BudgetError, Refusal, Withdrawal};
use reattempt_runtime::{Class, StopReason};

const NONE: Refusal = Refusal::Budget;

fn retries(budget: &Budget, secs: f64) -> usize {
    let mut granted = 0;
    while budget.withdraw(Class::Transient, at(secs)).is_ok() {
        granted += 1;
    }
    granted
}

fn shared<T: Send + Sync + RefUnwindSafe>(_: &T) {}

#[test]
fn a_budget_lives_in_a_static() {
    static BUDGET: Budget = Budget::new();
    shared(&BUDGET);
    assert_eq!(BUDGET.to_string(), "500 of 500 tokens");
    assert!(std::mem::size_of::<Withdrawal<'_>>() <= 16);
}

#[test]
fn a_retry_costs_the_budget_by_the_class_of_its_error() {
    let cost = |class| {
        let budget = Budget::new();
        let _spent = budget.withdraw(class, at(0.0)).unwrap();
        500 - budget.tokens()
    };
    let classes = [Class::Unsent, Class::Transient, Class::Permanent];
    assert_eq!(classes.map(cost), [14; 3]);
    assert_eq!(cost(Class::Throttled), 5);
}

#[test]
fn a_full_budget_pays_for_thirty_five_retries() {
    assert_eq!(retries(&Budget::new(), 0.0), 35);
}

#[test]
fn a_success_gives_the_budget_back_what_the_last_retry_took_and_a_failure_nothing() {
    let budget = Budget::new();
    let mut call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    call.again(Class::Throttled, at(0.0)).unwrap();
    assert_eq!(budget.tokens(), 481);
    call.refund();
    assert_eq!(budget.tokens(), 486);

    drop(budget.withdraw(Class::Transient, at(0.0)));
    assert_eq!(budget.tokens(), 472);

    let panics = catch_unwind(AssertUnwindSafe(|| {
        let _call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
        panic!("in the body");
    }));
    assert!(panics.is_err());
    assert_eq!((budget.tokens(), budget.retrying()), (458, 0));
}

#[test]
fn a_full_budget_stays_full() {
    let budget = Budget::builder().capacity(20).build();
    budget.succeeded();
    assert_eq!(budget.tokens(), 20);
    drop(budget.withdraw(Class::Throttled, at(0.0)));
    (0..10).for_each(|_| budget.succeeded());
    assert_eq!(budget.tokens(), 20);
}

#[test]
fn a_budget_of_a_total_comes_back_by_nothing() {
    let budget = Budget::total(3);
    budget.withdraw(Class::Throttled, at(0.0)).unwrap().refund();
    budget.succeeded();
    assert_eq!(budget.tokens(), 2);
    assert_eq!(retries(&budget, 1e6), 2);
    assert_eq!(retries(&Budget::total(0), 0.0), 0);
    assert_eq!(Budget::total(u32::MAX).tokens(), u64::from(u32::MAX));
}

#[test]
fn tokens_of_a_budget_come_back_with_time_to_the_millionth() {
    let budget = Budget::builder()
        .capacity(14)
        .refill_per_second(0.5)
        .build();
    assert_eq!(retries(&budget, 0.0), 1);
    assert_eq!(retries(&budget, 27.999_999), 0);
    assert_eq!(retries(&budget, 28.0), 1);
    assert_eq!(retries(&budget, 1e9), 1, "no more than the bucket holds");

    // Asked a thousand times, no part of a token is lost.
    let often = Budget::builder()
        .capacity(14)
        .refill_per_second(1.0 / 3.0)
        .build();
    assert_eq!(retries(&often, 0.0), 1);
    let asked: usize = (1..=1000)
        .map(|n| retries(&often, f64::from(n) * 0.042))
        .sum();
    assert_eq!(asked, 0);
    assert_eq!(retries(&often, 42.001), 1);
}

#[test]
fn the_floor_of_a_budget_is_there_when_the_bucket_is_empty() {
    let budget = Budget::builder().capacity(14).floor(2).build();
    assert_eq!(retries(&budget, 0.0), 3);
    assert_eq!(retries(&budget, 0.999), 0);
    assert_eq!(retries(&budget, 1.0), 2);
    assert_eq!(retries(&budget, 0.5), 0, "time does not run backwards");
    assert_eq!(retries(&budget, 100.0), 2, "nothing is carried over");
    budget
        .withdraw(Class::Transient, at(101.0))
        .unwrap()
        .refund();
    assert_eq!(budget.tokens(), 0, "what took nothing gives nothing back");
}

#[test]
fn a_budget_lets_only_so_many_calls_retry_at_once() {
    let budget = Budget::new().max_concurrent(2);
    let withdraw = || budget.withdraw(Class::Transient, at(0.0));
    let (mut first, second) = (withdraw().unwrap(), withdraw().unwrap());
    assert_eq!(withdraw().unwrap_err(), Refusal::Concurrency);
    assert_eq!(budget.tokens(), 472, "a refused call takes nothing");

    first.again(Class::Transient, at(0.0)).unwrap();
    assert_eq!(budget.retrying(), 2);
    second.refund();
    drop(withdraw().unwrap());
    drop(first);
    assert_eq!(budget.retrying(), 0);
    assert!(
        Budget::new()
            .max_concurrent(0)
            .withdraw(Class::Transient, at(0.0))
            .is_err()
    );
}

#[test]
fn a_budget_that_refuses_leaves_no_place_taken() {
    let budget = Budget::total(1).max_concurrent(1);
    let mut call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    assert_eq!(call.again(Class::Transient, at(0.0)), Err(NONE));
    drop(call);
    assert_eq!(
        budget.withdraw(Class::Transient, at(0.0)).unwrap_err(),
        NONE
    );
    assert_eq!(budget.retrying(), 0);
}

#[test]
fn a_refusal_of_a_budget_is_a_reason_to_stop() {
    assert_eq!(StopReason::from(Refusal::Budget), StopReason::Budget);
    assert_eq!(
        StopReason::from(Refusal::Concurrency),
        StopReason::Concurrency
    );
}

#[test]
fn a_budget_of_a_share_counts_calls_for_its_window_only() {
    let budget = Budget::percent_of_calls(50.0, 0, Duration::from_secs(10));
    (0..10).for_each(|_| budget.succeeded_at(at(0.0)));
    assert_eq!(budget.tokens(), 5);
    // The first retry of a call counts the call as well.
    drop(budget.withdraw(Class::Transient, at(9.9)).unwrap());
    drop(budget.withdraw(Class::Transient, at(9.9)).unwrap());
    assert_eq!(budget.tokens(), 4);
    assert_eq!(
        budget.withdraw(Class::Transient, at(10.0)).unwrap_err(),
        NONE
    );

    // Retries made on calls that have expired are a debt until they expire themselves.
    assert_eq!(budget.tokens(), 0);
    (0..4).for_each(|_| budget.succeeded_at(at(19.0)));
    assert_eq!(
        retries(&budget, 21.0),
        4,
        "1 from 10 s, 4 from 19 s, -1 debt gone"
    );
}

#[test]
fn the_minimum_of_a_budget_is_not_carried_over() {
    let budget = Budget::percent_of_calls(0.0, 10, Duration::from_secs(2));
    assert_eq!(retries(&budget, 0.0), 20);
    assert_eq!(retries(&budget, 1.99), 0);
    assert_eq!(retries(&budget, 2.0), 20);
    assert_eq!(retries(&budget, 1000.0), 20);
}

#[test]
fn a_retry_that_is_not_made_costs_the_budget_nothing() {
    let budget = Budget::new().max_concurrent(1);
    let mut call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    call.again(Class::Throttled, at(0.0)).unwrap();
    call.undo(at(1.0));
    assert_eq!(budget.tokens(), 486, "the one before it was made");
    assert_eq!(budget.retrying(), 0);

    // Where a success gives back less than a retry takes.
    let budget = Budget::failure_ratio(10, 0.1);
    let before = budget.tokens();
    let call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    call.undo(at(1.0));
    assert_eq!(budget.tokens(), before);
}

#[test]
fn a_retry_of_a_share_is_put_back_into_the_budget_once() {
    let share = || Budget::percent_of_calls(0.0, 1, Duration::from_secs(10));
    for seconds in [0.0, 1.5, 9.9, 10.0, 10.9, 11.0, 25.0, 1000.0] {
        let budget = share();
        let call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
        assert_eq!(budget.tokens(), 9);
        call.undo(at(seconds));
        assert_eq!(budget.tokens(), 10, "after {seconds} s");
        assert_eq!(retries(&budget, seconds), 10);
        assert_eq!(retries(&budget, seconds + 11.0), 10);
    }
}

#[test]
fn what_the_floor_of_a_budget_allowed_is_not_put_back() {
    for budget in [
        Budget::total(0),
        Budget::percent_of_calls(0.0, 0, Duration::from_secs(10)),
    ] {
        let budget = budget.floor(1);
        let call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
        call.undo(at(0.5));
        assert_eq!(budget.tokens(), 0);
        assert_eq!(retries(&budget, 0.5), 0);
        assert_eq!(retries(&budget, 1.0), 1);
    }
}

#[test]
fn a_budget_refuses_bad_numbers() {
    let refused: [fn() -> Budget; 10] = [
        || Budget::builder().refill_per_second(-1.0).build(),
        || Budget::builder().refill_per_second(f64::NAN).build(),
        || Budget::builder().success_reward(f64::INFINITY).build(),
        || Budget::percent_of_calls(-1.0, 0, Duration::from_secs(10)),
        || Budget::percent_of_calls(1e6, 0, Duration::from_secs(10)),
        || Budget::percent_of_calls(10.0, 5, Duration::ZERO),
        || Budget::percent_of_calls(10.0, 5, Duration::from_secs(61)),
        || Budget::failure_ratio(0, 0.1),
        || Budget::failure_ratio(1001, 0.1),
        || Budget::failure_ratio(10, 0.0),
    ];
    for budget in refused {
        assert!(catch_unwind(budget).is_err());
    }
}

#[test]
fn a_budget_from_data_says_which_number_is_bad() {
    let secs = Duration::from_secs;
    let built = |builder: BudgetBuilder| builder.try_build().unwrap_err();
    let share = |percent, window| Budget::try_percent_of_calls(percent, 5, window).unwrap_err();
    let ratio = |tokens, ratio| Budget::try_failure_ratio(tokens, ratio).unwrap_err();
    assert_eq!(
        built(Budget::builder().refill_per_second(-1.0)),
        BudgetError::RefillOutOfRange { tokens: -1.0 }
    );
    assert_eq!(
        built(Budget::builder().success_reward(1e7)),
        BudgetError::RewardOutOfRange { tokens: 1e7 }
    );
    assert_eq!(
        share(-1.0, secs(10)),
        BudgetError::PercentOutOfRange { percent: -1.0 }
    );
    assert_eq!(
        share(10.0, secs(61)),
        BudgetError::WindowOutOfRange { window: secs(61) }
    );
    assert_eq!(
        ratio(1001, 0.1),
        BudgetError::MaxTokensOutOfRange { tokens: 1001 }
    );
    assert_eq!(
        ratio(10, 0.0),
        BudgetError::TokenRatioOutOfRange { ratio: 0.0 }
    );
    assert_eq!(
        ratio(1001, 0.1).to_string(),
        "max_tokens must be from 1 to 1000, the range of gRPC A6, not 1001"
    );

    assert_eq!(
        Budget::builder().capacity(7).try_build().unwrap().tokens(),
        7
    );
    assert_eq!(Budget::try_failure_ratio(10, 0.1).unwrap().tokens(), 10);
    let share = Budget::try_percent_of_calls(20.0, 10, secs(10)).unwrap();
    assert_eq!(share.tokens(), 100);
}
