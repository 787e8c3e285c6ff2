//! A call that is dropped, or panics, leaves nothing behind in its budget and its breaker.

use crate::support::{Calls, reset, secs};
use crate::tally::{Counts, Tally};
use reattempt::guard::BreakerState::{Closed, HalfOpen, Open};
use reattempt::{Breaker, Budget, retry};
use std::future::{pending, poll_fn};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use tokio::task::{LocalSet, yield_now};
use tokio::time::sleep;

/// Drops `call` at the await point where its poll number `polls` has ended; its output if it has one
/// by then.
async fn dropped_after<T>(polls: u32, call: impl Future<Output = T>) -> Option<T> {
    let mut call = pin!(call);
    let mut made = 0;
    poll_fn(|context| {
        made += 1;
        match call.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if made == polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

static BUDGET: Budget = Budget::builder().capacity(10_000).max_concurrent(1).build();
static BREAKER: Breaker = Breaker::builder()
    .consecutive_failures(2)
    .open_for(secs(10))
    .build();

/// Fails, times out, is not let through, and is a probe that succeeds.
#[retry(
    budget = BUDGET,
    breaker = BREAKER,
    nested = "suppress",
    max_attempts = 4,
    attempt_timeout = "1s",
    backoff = "fixed",
    jitter = "none",
)]
async fn every_await_point(calls: &Calls) -> io::Result<u32> {
    let call = calls.count();
    yield_now().await;
    match call {
        1 => Err(reset()),
        2 => pending().await,
        _ => {
            yield_now().await;
            Ok(call)
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_any_await_leaves_no_place_taken_in_budget_or_breaker() {
    let mut states = Vec::new();
    for polls in 1.. {
        BREAKER.reset();
        let output = dropped_after(polls, every_await_point(&Calls::default())).await;
        assert_eq!(BUDGET.retrying(), 0, "after {polls} polls");
        if let Some(output) = output {
            assert_eq!(output.ok(), Some(3));
            break;
        }
        states.push(BREAKER.state());
        if BREAKER.state() == HalfOpen {
            assert!(BREAKER.permit().is_ok(), "the probe's place is free");
        }
    }
    states.dedup();
    assert_eq!(states, [Closed, Open, HalfOpen]);
}

#[tokio::test(start_paused = true)]
async fn a_breaker_counts_a_dropped_attempt_as_neither_success_nor_failure() {
    static TALLY: Tally = Tally::new();

    #[retry(breaker = TALLY, initial_delay = "5s", jitter = "none")]
    async fn call(calls: &Calls) -> io::Result<()> {
        if calls.count() == 1 {
            yield_now().await;
        }
        Err(reset())
    }

    // Added up: the first call is dropped in its first attempt, the second in its first wait, the third
    // in its second wait, and the last one comes to its end.
    for (polls, failures, abandoned) in [(1, 0, 1), (2, 1, 1), (3, 3, 1), (4, 6, 1)] {
        let ended = dropped_after(polls, call(&Calls::default())).await;
        assert_eq!(ended.is_some(), polls == 4, "after {polls} polls");
        let expected = Counts {
            failures,
            abandoned,
            ..Counts::default()
        };
        assert_eq!(TALLY.counts(), expected, "after {polls} polls");
    }
}

const TWO_FAILURES: Counts = Counts {
    failures: 2,
    out: 0,
    successes: 0,
    abandoned: 0,
};

#[test]
fn a_breaker_counts_a_panic_of_the_body_as_a_failure_and_the_panic_goes_on() {
    static TALLY: Tally = Tally::new();
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, breaker = TALLY, backoff = ["0s"])]
    fn call(calls: &Calls) -> io::Result<()> {
        if calls.count() == 2 {
            resume_unwind(Box::new("on purpose"));
        }
        Err(reset())
    }

    let panic = catch_unwind(AssertUnwindSafe(|| call(&Calls::default()))).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
    assert_eq!(TALLY.counts(), TWO_FAILURES);
    assert_eq!(BUDGET.tokens(), 486, "its retry is not given back");
    assert_eq!(BUDGET.retrying(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_breaker_counts_a_panic_of_a_task_as_a_failure() {
    static TALLY: Tally = Tally::new();
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, breaker = TALLY, attempt_timeout = "9s")]
    async fn call(calls: Calls) -> io::Result<()> {
        sleep(secs(1)).await;
        if calls.count() == 2 {
            resume_unwind(Box::new("on purpose"));
        }
        Err(reset())
    }

    let tasks = LocalSet::new();
    let task = tasks.spawn_local(call(Calls::default()));
    let panic = tasks.run_until(task).await.unwrap_err().into_panic();
    assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
    assert_eq!(TALLY.counts(), TWO_FAILURES);
    assert_eq!((BUDGET.tokens(), BUDGET.retrying()), (486, 0));
}
