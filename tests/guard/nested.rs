//! `nested`: what a retried call means for retried functions that are called in its body.

use crate::support::{Calls, Error, secs};
use reattempt::{Budget, RetryError, StopReason, retry};
use std::cell::Cell;
use std::rc::Rc;
use tokio::task::{LocalSet, yield_now};

/// Three layers of five attempts.
macro_rules! layers {
    ($($nested:tt)*) => {
        #[retry(max_attempts = 5, initial_delay = "0s", $($nested)*)]
        fn top(calls: &Calls) -> Result<(), Error> {
            middle(calls)
        }

        #[retry(max_attempts = 5, initial_delay = "0s")]
        fn middle(calls: &Calls) -> Result<(), Error> {
            bottom(calls)
        }

        #[retry(max_attempts = 5, initial_delay = "0s")]
        fn bottom(calls: &Calls) -> Result<(), Error> {
            calls.fail()
        }
    };
}

#[test]
fn by_default_three_layers_of_five_attempts_make_125_calls() {
    layers!();
    let calls = Calls::default();
    assert!(top(&calls).is_err());
    assert_eq!(calls.made(), 125);
}

#[test]
fn with_nested_allow_three_layers_of_five_attempts_make_125_calls() {
    layers!(nested = "allow");
    let calls = Calls::default();
    assert!(top(&calls).is_err());
    assert_eq!(calls.made(), 125);
}

#[test]
fn with_nested_suppress_three_layers_of_five_attempts_make_five_calls() {
    layers!(nested = "suppress");
    let calls = Calls::default();
    assert!(top(&calls).is_err());
    assert_eq!(calls.made(), 5);

    assert!(middle(&calls).is_err());
    assert_eq!(calls.made(), 5 + 25, "that ends with the call");
}

#[retry(max_attempts = 5, initial_delay = "0s")]
async fn inner(calls: Rc<Calls>) -> Result<(), Error> {
    yield_now().await;
    calls.fail()
}

#[retry(max_attempts = 5, initial_delay = "0s")]
async fn between(calls: Rc<Calls>) -> Result<(), Error> {
    inner(Rc::clone(&calls)).await
}

#[retry(max_attempts = 5, initial_delay = "0s", nested = "suppress")]
async fn outer(calls: Rc<Calls>) -> Result<(), Error> {
    yield_now().await;
    between(Rc::clone(&calls)).await
}

#[tokio::test(start_paused = true)]
async fn nested_suppress_holds_across_await() {
    let calls = Rc::new(Calls::default());
    assert!(outer(Rc::clone(&calls)).await.is_err());
    assert_eq!(calls.made(), 5);
    assert!(between(Rc::clone(&calls)).await.is_err());
    assert_eq!(calls.made(), 5 + 25);
}

#[tokio::test(start_paused = true)]
async fn nested_suppress_leaves_other_calls_of_the_task_alone() {
    let (inside, beside) = (Rc::new(Calls::default()), Rc::new(Calls::default()));
    let both = async { tokio::join!(outer(Rc::clone(&inside)), between(Rc::clone(&beside))) };
    let (one, other) = both.await;
    assert!(one.is_err() && other.is_err());
    assert_eq!((inside.made(), beside.made()), (5, 25));
}

#[retry(max_attempts = 2, initial_delay = "0s", nested = "suppress")]
async fn spawning(calls: Rc<Calls>) -> Result<(), Error> {
    let task = tokio::task::spawn_local(inner(Rc::clone(&calls)));
    let within = async { tokio::join!(inner(Rc::clone(&calls)), inner(Rc::clone(&calls))) };
    let (one, other) = within.await;
    assert!(one.is_err() && other.is_err());
    task.await.expect("no panic")
}

#[tokio::test(start_paused = true)]
async fn nested_suppress_leaves_spawned_tasks_alone() {
    let calls = Rc::new(Calls::default());
    let result = LocalSet::new().run_until(spawning(Rc::clone(&calls))).await;
    assert!(result.is_err());
    assert_eq!(calls.made(), 2 * (5 + 1 + 1));
}

#[test]
fn nested_suppress_leaves_other_threads_alone() {
    #[retry(initial_delay = "0s", on = [_])]
    fn inner() -> Result<(), u32> {
        COUNT.with(|count| count.set(count.get() + 1));
        Err(COUNT.with(Cell::get))
    }
    #[retry(max_attempts = 1, nested = "suppress", on = [_])]
    fn outer() -> Result<(), u32> {
        assert_eq!(std::thread::spawn(inner).join().unwrap(), Err(3));
        inner()
    }
    thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });

    assert_eq!(outer(), Err(1));
}

#[test]
fn nested_suppress_leaves_hooks_around_the_attempt_alone() {
    #[retry(max_attempts = 5, initial_delay = "0s")]
    fn inner(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(
        max_attempts = 2,
        initial_delay = "0s",
        nested = "suppress",
        when = |_| inner(in_hook).is_err(),
    )]
    fn outer(in_body: &Calls, in_hook: &Calls) -> Result<(), Error> {
        inner(in_body)
    }

    let (in_body, in_hook) = (Calls::default(), Calls::default());
    assert!(outer(&in_body, &in_hook).is_err());
    assert_eq!((in_body.made(), in_hook.made()), (2, 10));
}

#[test]
fn nested_suppress_ends_with_a_panic_of_the_body() {
    #[retry(nested = "suppress")]
    fn panics() -> Result<(), Error> {
        std::panic::resume_unwind(Box::new(()));
    }
    layers!();

    assert!(std::panic::catch_unwind(panics).is_err());
    let calls = Calls::default();
    assert!(top(&calls).is_err());
    assert_eq!(calls.made(), 125);
}

#[tokio::test(start_paused = true)]
async fn a_suppressed_call_keeps_its_attempt_timeout_and_neither_pays_nor_tells() {
    static BUDGET: Budget = Budget::new();

    #[retry(
        budget = BUDGET,
        attempt_timeout = "3s",
        retry_after = |_| Some(secs(1)),
        on_event = |_| events.set(events.get() + 1),
    )]
    async fn inner(events: &Cell<u32>, slow: bool) -> Result<(), RetryError<Error>> {
        if slow {
            std::future::pending::<()>().await;
        }
        Err(Error::Io(1))
    }
    #[retry(max_attempts = 1, nested = "suppress", on = [_])]
    async fn outer(events: &Cell<u32>, slow: bool) -> Result<(), RetryError<RetryError<Error>>> {
        inner(events, slow).await
    }

    let events = Cell::new(0);
    for slow in [false, true] {
        let error = outer(&events, slow).await.unwrap_err();
        assert_eq!(error.reason(), StopReason::Attempts);
        let error = error.into_error().unwrap();
        assert_eq!((error.attempts(), error.reason()), (1, StopReason::Nested));
        assert_eq!(error.interrupted().is_some(), slow);
    }
    assert_eq!(BUDGET.tokens(), 500, "no retry, no price");
    assert_eq!(
        events.get(),
        0,
        "the outer call decides whether it is the end"
    );
}
