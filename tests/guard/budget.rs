//! `budget`: retries are paid for, and where nothing is left the error comes back as it is.

use crate::support::{Calls, Error, StillClock, at_once, secs};
use reattempt::{Breaker, Budget, Event, RetryError, StopReason, retry};
use std::cell::Cell;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How many attempts were made, and why there was no further one.
fn end<T>(result: Result<T, RetryError<Error>>) -> (u32, StopReason) {
    let error = result.err().expect("a failure");
    (error.attempts(), error.reason())
}

#[test]
fn without_tokens_in_the_budget_the_error_comes_back_as_it_is() {
    static BUDGET: Budget = Budget::builder().capacity(20).build();

    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn reported(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn plain(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn option(calls: &Calls) -> Option<()> {
        calls.fail().ok()
    }

    let error = reported(&Calls::default()).unwrap_err();
    assert_eq!((error.attempts(), error.reason()), (2, StopReason::Budget));
    assert_eq!(error.error(), Some(&Error::Io(2)));
    assert_eq!(BUDGET.tokens(), 6, "one retry of two was paid");

    assert_eq!(plain(&Calls::default()), Err(Error::Io(1)));
    let calls = Calls::default();
    assert_eq!((option(&calls), calls.made()), (None, 1));
    assert_eq!(BUDGET.tokens(), 6);
}

#[test]
fn each_end_of_a_call_has_its_price_to_the_budget() {
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn call(calls: &Calls, errors: &[&Error]) -> Result<(), Error> {
        let number = calls.count();
        match errors.get(number as usize - 1) {
            Some(&error) => Err(error.clone()),
            None => Ok(()),
        }
    }

    let (unsent, io, not_found) = (&Error::Unsent(0), &Error::Io(0), &Error::NotFound(0));
    let throttled = &Error::Throttled {
        call: 0,
        wait: None,
    };
    // One after the other: the price is what the budget has less after the call.
    for (call_that, errors, price) in [
        ("succeeds while the budget is full", &[][..], 0),
        ("fails three times", &[io, io, io], 28),
        ("succeeds while the budget is not full", &[], -1),
        ("fails once, which is given back", &[io], 0),
        (
            "fails twice, the last of which is given back",
            &[io, io],
            14,
        ),
        ("was not sent three times", &[unsent, unsent, unsent], 28),
        (
            "is throttled three times",
            &[throttled, throttled, throttled],
            10,
        ),
        ("is throttled once, which is given back", &[throttled], 0),
        (
            "fails, and is then throttled, which is given back",
            &[io, throttled],
            14,
        ),
        ("is answered by an error", &[not_found], 0),
        (
            "fails, and is then answered by an error",
            &[io, not_found],
            14,
        ),
    ] {
        let before = BUDGET.tokens();
        let _ = at_once(|| call(&Calls::default(), errors));
        let paid = i128::from(before) - i128::from(BUDGET.tokens());
        assert_eq!(paid, price, "a call that {call_that}");
    }
}

#[test]
fn functions_may_share_a_budget() {
    static BUDGET: Budget = Budget::total(3);

    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn one(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
    #[retry(budget = BUDGET, backoff = ["0s"], on = [Io])]
    fn other(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    assert_eq!(end(one(&Calls::default())), (3, StopReason::Attempts));
    assert_eq!(end(other(&Calls::default())), (2, StopReason::Budget));
    assert_eq!(end(one(&Calls::default())), (1, StopReason::Budget));
}

#[retry(budget, max_attempts = unlimited, backoff = ["1ns"])]
fn own<T>(_kind: T, calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.fail()
}

#[retry(budget, max_attempts = unlimited, backoff = ["1ns"])]
fn own_of_another(calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.fail()
}

trait Ask {
    #[retry(budget, max_attempts = unlimited, backoff = ["1ns"])]
    fn ask(&self, calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
}

impl Ask for u8 {}
impl Ask for char {}

#[test]
fn a_bare_budget_belongs_to_one_function_whatever_its_types() {
    // 500 tokens, 14 a retry.
    assert_eq!(end(own(1_u8, &Calls::default())), (36, StopReason::Budget));
    assert_eq!(end(own("a", &Calls::default())), (1, StopReason::Budget));
    let of_another = own_of_another(&Calls::default());
    assert_eq!(end(of_another), (36, StopReason::Budget));

    assert_eq!(end(1_u8.ask(&Calls::default())), (36, StopReason::Budget));
    assert_eq!(end('a'.ask(&Calls::default())), (1, StopReason::Budget));
}

#[test]
fn a_budget_may_be_a_share_of_the_calls() {
    static BUDGET: Budget = Budget::percent_of_calls(50.0, 0, Duration::from_secs(10));

    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn call(calls: &Calls, failures: u32) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(failures)
    }

    let clock = StillClock::new();
    clock.scope().run(|| {
        for _ in 0..3 {
            assert!(call(&Calls::default(), 0).is_ok());
        }
        let fail = || end(call(&Calls::default(), 9));
        assert_eq!(
            fail(),
            (3, StopReason::Attempts),
            "two retries on four calls"
        );
        assert_eq!(fail(), (1, StopReason::Budget));
        assert_eq!(fail(), (2, StopReason::Budget), "two calls more");
        clock.pass(secs(60));
        assert_eq!(fail(), (1, StopReason::Budget), "all of that is forgotten");
    });
}

#[tokio::test(start_paused = true)]
async fn a_budget_may_limit_how_many_calls_retry_at_once() {
    static BUDGET: Budget = Budget::new().max_concurrent(1);

    #[retry(budget = BUDGET, backoff = "fixed", initial_delay = "10s", jitter = "none")]
    async fn call(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let later = async {
        sleep(secs(5)).await;
        assert_eq!(BUDGET.retrying(), 1, "from the first retry on");
        let start = Instant::now();
        let error = call(&Calls::default()).await.unwrap_err();
        assert_eq!(error.reason(), StopReason::Concurrency);
        assert_eq!(error.error(), Some(&Error::Io(1)), "the real error");
        assert_eq!(start.elapsed(), secs(0), "at once");
    };
    let calls = Calls::default();
    let (first, ()) = tokio::join!(call(&calls), later);
    assert_eq!(end(first), (3, StopReason::Attempts));
    assert_eq!(BUDGET.retrying(), 0);
    assert_eq!(
        end(call(&Calls::default()).await),
        (3, StopReason::Attempts),
        "the place is free again"
    );
}

#[test]
fn the_hook_is_told_that_the_budget_ended_the_call() {
    static BUDGET: Budget = Budget::total(0);

    #[retry(budget = BUDGET, on_event = |event| {
        if let Event::GaveUp(end) = event {
            seen.set(Some(end.reason));
        }
    })]
    fn call(seen: &Cell<Option<StopReason>>) -> Result<(), Error> {
        Err(Error::Io(1))
    }

    let seen = Cell::new(None);
    assert_eq!(call(&seen), Err(Error::Io(1)));
    assert_eq!(seen.get(), Some(StopReason::Budget));
}

#[test]
fn the_budget_is_not_charged_for_a_retry_that_does_not_come() {
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, max_attempts = 1)]
    fn once(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
    #[retry(budget = BUDGET, initial_delay = "5s", max_elapsed = "1s", max_attempts = 3)]
    fn no_time(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let calls = Calls::default();
    assert_eq!(end(once(&calls)), (1, StopReason::Attempts));
    assert_eq!(end(no_time(&calls)), (1, StopReason::Elapsed));
    let off = reattempt::Scope::new().off();
    assert_eq!(end(off.run(|| no_time(&calls))), (1, StopReason::Disabled));
    assert_eq!(BUDGET.tokens(), 500);
}

#[test]
fn the_budget_is_charged_once_for_a_retry_that_a_breaker_refuses() {
    static BUDGET: Budget = Budget::total(1);
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .open_for(secs(10))
        .build();

    #[retry(budget = BUDGET, breaker = BREAKER)]
    fn call(calls: &Calls) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(1)
    }

    let (clock, calls) = (StillClock::new(), Calls::default());
    assert_eq!(clock.scope().run(|| call(&calls)).ok(), Some(2));
    assert_eq!(
        clock.waits().len(),
        2,
        "its own, and until it is let through"
    );
}
