//! The retry budget in every order in which threads can take their turns.
#![cfg(loom)]

use std::time::{Duration, Instant};

use loom::sync::Arc;
use loom::thread;
use reattempt_runtime::Class::Transient;
use reattempt_runtime::guard::{Budget, Refusal};

/// Runs `a` and `b` on threads of their own and gives what they return, and the budget afterwards.
fn race<T: 'static>(
    budget: Budget,
    a: impl FnOnce(&Budget) -> T + 'static,
    b: impl FnOnce(&Budget) -> T + 'static,
) -> (T, T, Arc<Budget>) {
    let budget = Arc::new(budget);
    // Loom's atomics are made at their first use, which has to come before the threads.
    let _ = format!("{budget:?}");
    let (first, second) = (Arc::clone(&budget), Arc::clone(&budget));
    let a = thread::spawn(move || a(&first));
    let b = thread::spawn(move || b(&second));
    (a.join().unwrap(), b.join().unwrap(), budget)
}

fn one_retry(budget: &Budget, now: Instant) -> bool {
    budget.withdraw(Transient, now).is_ok()
}

#[test]
fn the_last_tokens_of_a_budget_are_sold_once() {
    let now = Instant::now();
    loom::model(move || {
        let budget = Budget::builder().capacity(27).build();
        let take = move |budget: &Budget| one_retry(budget, now);
        let (a, b, budget) = race(budget, take, take);
        assert_eq!((a ^ b, budget.tokens()), (true, 13));
    });
}

#[test]
fn a_budget_loses_and_makes_no_token() {
    let now = Instant::now();
    loom::model(move || {
        let budget = Budget::builder().capacity(40).build();
        drop(budget.withdraw(Transient, now));
        let recover = move |budget: &Budget| {
            let mut call = budget.withdraw(Transient, now).unwrap();
            let _ = call.again(Transient, now);
            call.refund();
        };
        let (_, _, budget) = race(budget, recover, |budget| {
            budget.succeeded();
            budget.succeeded();
        });
        // 26 - 14 (+ 2) is too little for a second retry unless both successes came before.
        assert!([26 + 2, 26 - 14 + 2].contains(&budget.tokens()));
    });
}

#[test]
fn a_place_of_a_budget_is_taken_by_one_and_always_given_back() {
    let now = Instant::now();
    loom::model(move || {
        let budget = Budget::total(9).max_concurrent(1);
        let enter = move |budget: &Budget| match budget.withdraw(Transient, now) {
            Ok(_call) => {
                assert_eq!(budget.retrying(), 1);
                true
            }
            Err(refusal) => {
                assert_eq!(refusal, Refusal::Concurrency);
                false
            }
        };
        let (a, b, budget) = race(budget, enter, enter);
        let entered = u64::from(a) + u64::from(b);
        assert!(entered > 0);
        assert_eq!((budget.retrying(), budget.tokens()), (0, 9 - entered));
    });
}

#[test]
fn the_floor_of_a_budget_allows_its_number() {
    let now = Instant::now();
    loom::model(move || {
        let take = move |budget: &Budget| one_retry(budget, now);
        let (a, b, _) = race(Budget::total(0).floor(1), take, take);
        assert!(a ^ b);
    });
}

#[test]
fn a_budget_hands_out_a_stretch_of_time_once() {
    let start = Instant::now();
    loom::model(move || {
        let budget = Budget::builder()
            .capacity(28)
            .refill_per_second(7.0)
            .build();
        while one_retry(&budget, start) {}
        let later = start + Duration::from_secs(2);
        let take = move |budget: &Budget| one_retry(budget, later);
        let (a, b, budget) = race(budget, take, take);
        // One may ask between the other's claim of the time and its putting of the tokens.
        assert!(a ^ b);
        assert_eq!(budget.tokens(), 0);
    });
}

#[test]
fn the_window_of_a_budget_forgets_exactly_what_was_put_in() {
    let start = Instant::now();
    loom::model(move || {
        let at = move |secs| start + Duration::from_secs(secs);
        let budget = Budget::percent_of_calls(25.0, 1, Duration::from_secs(1));
        budget.succeeded_at(at(0));
        let (_, _, budget) = race(
            budget,
            move |budget| drop(budget.withdraw(Transient, at(1))),
            move |budget| budget.succeeded_at(at(2)),
        );
        // Whatever they did, nothing of it is left when all has expired: one retry, the minimum.
        assert!(one_retry(&budget, at(9)));
        assert!(!one_retry(&budget, at(9)));
    });
}

#[test]
fn a_reset_forgets_exactly_what_was_put_in() {
    let start = Instant::now();
    loom::model(move || {
        let at = move |secs| start + Duration::from_secs(secs);
        let budget = Budget::percent_of_calls(25.0, 1, Duration::from_secs(1));
        budget.succeeded_at(at(0));
        let call = move |budget: &Budget| drop(budget.withdraw(Transient, at(0)));
        let ((), (), budget) = race(budget, Budget::reset, call);
        assert_eq!(budget.counts().retries, 1);
        assert!(one_retry(&budget, at(9)));
        assert!(!one_retry(&budget, at(9)));
    });
}
