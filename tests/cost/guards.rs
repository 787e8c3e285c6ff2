//! What protection costs a call that succeeds at once: no allocation, and no look at the clock.

use crate::allocations::remembered;
use allocation_counter::measure;
use reattempt::guard::PerKey;
use reattempt::{Adaptive, Breaker, Budget, Clock, Scope, retry};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

static BUDGET: Budget = Budget::new().max_concurrent(10);
static BREAKER: Breaker = Breaker::new();
static ADAPTIVE: Adaptive = Adaptive::new();

#[retry(budget, on = [_])]
fn own_budget(value: u32) -> Result<u32, ()> {
    Ok(value)
}

#[retry(budget = BUDGET, breaker = BREAKER, backoff = ADAPTIVE)]
fn sync(value: u32) -> Option<u32> {
    Some(value)
}

#[retry(budget = BUDGET, breaker = BREAKER, backoff = ADAPTIVE, nested = "suppress")]
async fn asynchronous(value: u32) -> Option<u32> {
    Some(value)
}

/// A clock that nobody may look at.
#[derive(Debug)]
struct Hidden;

impl Clock for Hidden {
    fn now(&self) -> Instant {
        panic!("a success looked at the clock")
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        panic!("a success waited")
    }

    fn block(&self, _: Duration) {
        panic!("a success waited")
    }
}

fn call_all() {
    assert_eq!(own_budget(1), Ok(1));
    assert_eq!(sync(1), Some(1));
    let mut context = Context::from_waker(Waker::noop());
    let polled = pin!(asynchronous(1)).poll(&mut context);
    assert_eq!(polled, Poll::Ready(Some(1)));
}

#[test]
fn a_success_under_guards_allocates_nothing() {
    assert_eq!(measure(call_all).count_total, 0);
    assert_eq!(BUDGET.tokens(), 500, "it was full");
}

#[test]
fn to_find_the_guard_of_a_known_key_allocates_nothing_and_looks_at_no_clock() {
    static BUDGETS: PerKey<String, Budget> = PerKey::new(|_| Budget::new());

    let find = || drop(BUDGETS.of("db-1"));
    find();
    let found = || assert_eq!(measure(find).count_total, 0);
    Scope::new().clock(Arc::new(Hidden)).run(found);
}

#[test]
fn a_success_under_guards_looks_at_no_clock() {
    Scope::new().clock(Arc::new(Hidden)).run(call_all);
}

#[test]
fn guards_add_no_allocation_to_a_retry() {
    static BUDGET: Budget = Budget::new();
    static BREAKER: Breaker = Breaker::new();

    #[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
    fn sync(failures: &mut u32) -> Option<()> {
        *failures = failures.checked_sub(1)?;
        None
    }

    // Metrics have labels: of seven gauges when the guards are first shown, of three metrics with each
    // of two retries, and of three at the end.
    let labels = if cfg!(feature = "metrics") {
        7 + 3 * 2 + 3
    } else {
        0
    };
    let allocated = measure(|| assert!(sync(&mut 2).is_none())).count_total;
    assert_eq!(allocated, labels + remembered());
}
