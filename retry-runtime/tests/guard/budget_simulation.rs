//! What the budget makes of failures that are independent of each other.

use std::time::{Duration, Instant};

use crate::support::{Chance, at};
use reattempt_runtime::Class;
use reattempt_runtime::guard::{Budget, Withdrawal};

const CALLS: u32 = 100_000;
const MAX_ATTEMPTS: u32 = 3;

#[derive(Debug)]
struct Seen {
    /// Of the calls.
    success: f64,
    /// A call.
    attempts: f64,
}

/// One call; how many attempts it made, and whether it succeeded.
fn call(budget: &Budget, chance: &Chance, failure_rate: f64, now: Instant) -> (u32, bool) {
    let mut retrying: Option<Withdrawal<'_>> = None;
    for attempt in 1..=MAX_ATTEMPTS {
        if !chance.happens(failure_rate) {
            match retrying {
                None => budget.succeeded_at(now),
                Some(withdrawal) => withdrawal.refund(),
            }
            return (attempt, true);
        }
        if attempt == MAX_ATTEMPTS {
            break;
        }
        let allowed = match &mut retrying {
            None => budget
                .withdraw(Class::Transient, now)
                .map(|withdrawal| retrying = Some(withdrawal)),
            Some(withdrawal) => withdrawal.again(Class::Transient, now),
        };
        if allowed.is_err() {
            return (attempt, false);
        }
    }
    (MAX_ATTEMPTS, false)
}

/// Calls at 1000 a second, after as many that bring the budget to its steady state.
fn simulate(budget: &Budget, failure_rate: f64) -> Seen {
    let chance = Chance::seeded(42);
    let (mut attempts, mut succeeded) = (0, 0);
    for n in 0..2 * CALLS {
        let (made, success) = call(budget, &chance, failure_rate, at(f64::from(n) / 1e3));
        if n >= CALLS {
            attempts += made;
            succeeded += u32::from(success);
        }
    }
    Seen {
        success: f64::from(succeeded) / f64::from(CALLS),
        attempts: f64::from(attempts) / f64::from(CALLS),
    }
}

/// What three attempts without a budget come to.
fn without_budget(p: f64) -> Seen {
    Seen {
        success: 1.0 - p.powi(3),
        attempts: 1.0 + p + p * p,
    }
}

#[test]
fn a_budget_lets_rare_failures_be_retried_as_if_there_were_none() {
    for p in [0.05, 0.1, 0.15, 0.2] {
        let (seen, free) = (simulate(&Budget::new(), p), without_budget(p));
        assert!(seen.success >= 0.99, "{p}: {seen:?}");
        assert!(
            (seen.success - free.success).abs() < 0.002,
            "{p}: {seen:?}, {free:?}"
        );
        assert!(
            (seen.attempts - free.attempts).abs() < 0.01,
            "{p}: {seen:?}, {free:?}"
        );
    }
}

#[test]
fn a_budget_keeps_frequent_failures_from_multiplying_load() {
    for (failure_rate, most_attempts) in [
        (0.5, 1.10),
        (0.6, 1.06),
        (0.7, 1.04),
        (0.8, 1.02),
        (0.9, 1.01),
        (1.0, 1.0),
    ] {
        let seen = simulate(&Budget::new(), failure_rate);
        assert!(seen.attempts <= most_attempts, "{failure_rate}: {seen:?}");
        assert!(
            seen.success >= 1.0 - failure_rate,
            "{failure_rate}: {seen:?}"
        );
    }
}

#[test]
fn a_budget_allows_an_outage_thirty_five_retries_in_all() {
    let (budget, chance) = (Budget::new(), Chance::seeded(1));
    let attempts: u32 = (0..CALLS)
        .map(|_| call(&budget, &chance, 1.0, at(0.0)).0)
        .sum();
    assert_eq!(attempts, CALLS + 35);
}

/// With time as the only source of tokens, retries are bounded a second.
#[test]
fn the_refill_of_a_budget_alone_bounds_the_retries_of_a_second() {
    let budget = Budget::builder()
        .refill_per_second(14.0)
        .success_reward(0.0)
        .build();
    let seen = simulate(&budget, 1.0);
    // 1000 calls a second, one retry.
    assert!((seen.attempts - 1.001).abs() < 1e-4, "{seen:?}");
}

/// Finagle's numbers: at most a fifth more, and 10 a second.
#[test]
fn a_budget_of_a_share_bounds_the_load_at_any_failure_rate() {
    for p in [0.05, 0.2, 0.5, 0.8, 1.0] {
        let budget = Budget::percent_of_calls(20.0, 10, Duration::from_secs(10));
        let seen = simulate(&budget, p);
        // 1000 calls a second.
        assert!(seen.attempts <= 1.0 + 0.2 + 0.01, "{p}: {seen:?}");
    }
}
