//! What a retry budget tells of itself, and what people do to it.

use std::time::Duration;

use crate::support::at;
use reattempt_runtime::Class;
use reattempt_runtime::guard::{Budget, Refusal};

fn retry(budget: &Budget, secs: f64) -> Result<(), Refusal> {
    budget.withdraw(Class::Transient, at(secs)).map(drop)
}

fn retries(budget: &Budget, secs: f64) -> usize {
    (0..1000)
        .take_while(|_| retry(budget, secs).is_ok())
        .count()
}

/// That of a budget that a number of retries has been made on.
#[track_caller]
fn assert_fill_level(budget: &Budget, expected: f64) {
    let difference = (budget.fill_level() - expected).abs();
    assert!(difference < 1e-12, "{}", budget.fill_level());
}

#[test]
fn a_budget_tells_how_full_it_is() {
    let budget = Budget::builder().capacity(56).build();
    assert_fill_level(&budget, 1.0);
    retry(&budget, 0.0).unwrap();
    assert_fill_level(&budget, 0.75);
    assert_eq!(retries(&budget, 0.0), 3);
    assert_fill_level(&budget, 0.0);
}

#[test]
fn a_budget_of_a_share_is_full_with_its_minimum_and_never_more_than_full() {
    let budget = Budget::percent_of_calls(50.0, 1, Duration::from_secs(10));
    assert_fill_level(&budget, 1.0);
    (0..5).for_each(|_| retry(&budget, 0.0).unwrap());
    assert_fill_level(&budget, 0.7); // 10 - 5 + 5 / 2, whole ones
    (0..50).for_each(|_| budget.succeeded_at(at(0.0)));
    assert_fill_level(&budget, 1.0);

    let nothing_reserved = Budget::percent_of_calls(100.0, 0, Duration::from_secs(10));
    assert_fill_level(&nothing_reserved, 0.0);
    nothing_reserved.succeeded_at(at(0.0));
    assert_fill_level(&nothing_reserved, 1.0);
}

#[test]
fn a_budget_counts_retries_and_refusals() {
    let budget = Budget::total(2).max_concurrent(1);
    let mut call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    assert_eq!(retry(&budget, 0.0), Err(Refusal::Concurrency));
    let counts = budget.counts();
    assert_eq!(
        (counts.retries, counts.refusals, counts.retrying),
        (1, 1, 1)
    );
    call.again(Class::Transient, at(0.0)).unwrap();
    call.again(Class::Transient, at(0.0)).unwrap_err();
    drop(call);
    let counts = budget.counts();
    assert_eq!(
        (counts.retries, counts.refusals, counts.retrying),
        (2, 2, 0)
    );
}

#[test]
fn a_reset_fills_every_form_of_budget() {
    let window = Duration::from_secs(10);
    for (budget, most) in [
        (Budget::new(), 35),
        (Budget::total(3), 3),
        (Budget::total(0).floor(2), 2),
        (Budget::failure_ratio(10, 0.1), 4),
        (Budget::percent_of_calls(0.0, 1, window), 10),
    ] {
        assert_eq!(retries(&budget, 0.0), most, "{budget}");
        assert_eq!(retries(&budget, 0.0), 0, "{budget}");
        budget.reset();
        assert_eq!(retries(&budget, 0.0), most, "{budget}");
        let refusals = budget.counts().refusals;
        assert_eq!(refusals, 3, "a reset forgets none");
    }
}

#[test]
fn what_a_reset_share_has_forgotten_does_not_leave_its_window_again() {
    let budget = Budget::percent_of_calls(0.0, 1, Duration::from_secs(10));
    assert_eq!(retries(&budget, 0.0), 10);
    budget.reset();
    assert_eq!(retries(&budget, 5.0), 10);
    assert_eq!(retries(&budget, 12.0), 0, "those of 5 s are in the window");
    assert_eq!(retries(&budget, 15.0), 10);
}
