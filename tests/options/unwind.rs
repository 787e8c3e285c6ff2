//! A panic leaves a retried function like any other, and so does being dropped.

use crate::support::{Calls, Error, StillClock, secs};
use reattempt::retry;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use tokio::task::LocalSet;
use tokio::time::{Instant, timeout};

/// What the panics say; the panic hook prints it.
const ON_PURPOSE: &str = "on purpose, by a test";

fn panics<T>(call: impl FnOnce() -> T) -> bool {
    let Err(panic) = catch_unwind(AssertUnwindSafe(call)) else {
        return false;
    };
    panic.downcast_ref() == Some(&ON_PURPOSE)
}

/// As a task of its own, in which a panic ends.
async fn panics_async<F>(call: F) -> bool
where
    F: Future<Output: 'static> + 'static,
{
    let tasks = LocalSet::new();
    let task = tasks.spawn_local(call);
    let result = tasks.run_until(task).await;
    result.is_err_and(|error| error.into_panic().downcast_ref() == Some(&ON_PURPOSE))
}

#[retry(max_attempts = 4, backoff = ["0s"])]
fn body(calls: &Calls, panic_at: u32) -> Result<u32, Error> {
    if calls.made() + 1 == panic_at {
        calls.count();
        std::panic::panic_any(ON_PURPOSE);
    }
    calls.succeed_after(3)
}

#[retry(max_attempts = 4, backoff = ["0s"])]
async fn body_async(calls: Rc<Calls>, panic_at: u32) -> Result<u32, Error> {
    if calls.made() + 1 == panic_at {
        calls.count();
        std::panic::panic_any(ON_PURPOSE);
    }
    calls.succeed_after(3)
}

#[tokio::test]
async fn a_panic_in_the_body_is_not_retried() {
    for panic_at in 1..4 {
        let calls = Rc::new(Calls::default());
        assert!(panics(|| body(&calls, panic_at)));
        assert_eq!(calls.made(), panic_at);
        assert_eq!(
            body(&Calls::default(), 0),
            Ok(4),
            "the next call is as ever"
        );

        let calls = Rc::new(Calls::default());
        assert!(panics_async(body_async(Rc::clone(&calls), panic_at)).await);
        assert_eq!(calls.made(), panic_at);
        assert_eq!(body_async(Rc::default(), 0).await, Ok(4));
    }
}

#[retry(max_attempts = 4, backoff = ["0s"], on_event = |_| {
    if panic.get() {
        std::panic::panic_any(ON_PURPOSE);
    }
})]
fn event_hook(calls: &Calls, panic: &Cell<bool>) -> Result<u32, Error> {
    calls.succeed_after(3)
}

#[retry(max_attempts = 4, backoff = ["0s"], when = |_| {
    if panic.get() {
        std::panic::panic_any(ON_PURPOSE);
    }
    true
})]
async fn when_hook(calls: Rc<Calls>, panic: Rc<Cell<bool>>) -> Result<u32, Error> {
    calls.succeed_after(3)
}

#[tokio::test]
async fn a_panic_in_a_hook_leaves_the_call() {
    let (calls, panic) = (Calls::default(), Cell::new(true));
    assert!(panics(|| event_hook(&calls, &panic)));
    assert_eq!(calls.made(), 1);
    panic.set(false);
    assert_eq!(event_hook(&Calls::default(), &panic), Ok(4));

    let (calls, panic) = (Rc::new(Calls::default()), Rc::new(Cell::new(true)));
    assert!(panics_async(when_hook(Rc::clone(&calls), Rc::clone(&panic))).await);
    assert_eq!(calls.made(), 1);
    panic.set(false);
    assert_eq!(when_hook(calls, panic).await, Ok(4));
}

#[retry(max_attempts = 4)]
fn in_a_scope(calls: &Calls, panic_at: u32) -> Result<u32, Error> {
    if calls.made() + 1 == panic_at {
        std::panic::panic_any(ON_PURPOSE);
    }
    calls.succeed_after(3)
}

#[test]
fn a_panic_in_the_body_leaves_the_scope() {
    let clock = StillClock::new();
    let calls = Calls::default();
    assert!(panics(|| clock.scope().run(|| in_a_scope(&calls, 3))));
    assert_eq!(clock.waits().len(), 2);

    assert_eq!(body(&Calls::default(), 0), Ok(4));
    assert_eq!(clock.waits().len(), 2, "the scope is left");
}

#[retry(max_attempts = 4, initial_delay = "10s", jitter = "none")]
async fn slow(calls: &Calls, _guard: Rc<()>) -> Result<u32, Error> {
    calls.succeed_after(3)
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_drops_the_wait() {
    let (start, calls, guard) = (Instant::now(), Calls::default(), Rc::new(()));
    let call = slow(&calls, Rc::clone(&guard));
    assert!(
        timeout(secs(25), call).await.is_err(),
        "in the wait after attempt 2"
    );
    assert_eq!(start.elapsed(), secs(25));
    assert_eq!(calls.made(), 2);
    assert_eq!(Rc::strong_count(&guard), 1, "what it owned is gone");

    tokio::time::sleep(secs(3600)).await;
    assert_eq!(calls.made(), 2, "nothing goes on behind the scenes");
    assert_eq!(slow(&Calls::default(), guard).await, Ok(4));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_never_polled_does_nothing() {
    let calls = Calls::default();
    drop(slow(&calls, Rc::default()));
    assert_eq!(calls.made(), 0);
}
