//! A scope reaches the code inside of it, on its thread or in its task, and no other.

use std::cell::Cell;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use reattempt::test_util::VirtualClock;
use reattempt::{CancelHandle, RetryError, Scope, StopReason, retry};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{LocalSet, spawn_local};

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[retry(max_attempts = 3, backoff = ["0s"])]
async fn fail() -> Result<(), RetryError<io::Error>> {
    Err(io::ErrorKind::ConnectionReset.into())
}

/// How a call ends, and after how many attempts.
async fn end() -> (StopReason, u32) {
    let error = fail().await.unwrap_err();
    (error.reason(), error.attempts())
}

const UNTOUCHED: (StopReason, u32) = (StopReason::Attempts, 3);

#[test]
fn a_scope_around_block_on_reaches_its_future_and_no_spawned_task() {
    let runtime = current_thread();
    let (inside, spawned) = Scope::new().off().run(|| {
        runtime.block_on(async {
            let task = tokio::spawn(end());
            let inside = end().await;
            (inside, task.await.unwrap())
        })
    });
    assert_eq!(inside, (StopReason::Disabled, 1));
    assert_eq!(spawned, UNTOUCHED);
}

#[test]
fn a_task_spawned_before_is_not_reached_by_a_scope_around_block_on() {
    let runtime = current_thread();
    let unrelated = runtime.spawn(end());
    let unrelated = Scope::new()
        .off()
        .run(|| runtime.block_on(unrelated))
        .unwrap();
    assert_eq!(unrelated, UNTOUCHED);
}

#[test]
fn a_retried_call_that_suppresses_inner_ones_does_not_reach_other_tasks() {
    #[retry(nested = "suppress")]
    fn outer(runtime: &Runtime) -> io::Result<((StopReason, u32), (StopReason, u32))> {
        Ok(runtime.block_on(async {
            let task = tokio::spawn(end());
            let inside = end().await;
            (inside, task.await.unwrap())
        }))
    }

    let (inside, spawned) = outer(&current_thread()).unwrap();
    assert_eq!(inside, (StopReason::Nested, 1));
    assert_eq!(spawned, UNTOUCHED);
}

#[test]
fn a_cancelled_scope_does_not_end_the_calls_of_other_tasks() {
    let handle = CancelHandle::new();
    handle.cancel();
    let runtime = current_thread();
    let (inside, spawned) = Scope::new().cancelled_by(&handle).run(|| {
        runtime.block_on(async {
            let task = tokio::spawn(end());
            let inside = end().await;
            (inside, task.await.unwrap())
        })
    });
    assert_eq!(inside, (StopReason::Cancelled, 1));
    assert_eq!(spawned, UNTOUCHED);
}

#[test]
fn a_task_of_a_local_set_is_not_reached_by_a_scope_around_it() {
    let local = LocalSet::new();
    let spawned = Scope::new().off().run(|| {
        local.block_on(&current_thread(), async {
            spawn_local(end()).await.unwrap()
        })
    });
    assert_eq!(spawned, UNTOUCHED);
}

#[test]
fn a_scope_entered_in_one_task_is_not_seen_by_another_that_is_polled_inside_of_it() {
    let runtime = current_thread();
    let spawned = runtime.block_on(async {
        let task = tokio::spawn(end());
        // Inside of the scope the thread polls whatever is ready.
        let scope = Scope::new().off();
        let yielding = scope.wrap(async {
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
            end().await
        });
        assert_eq!(yielding.await, (StopReason::Disabled, 1));
        task.await.unwrap()
    });
    assert_eq!(spawned, UNTOUCHED);
}

#[test]
fn futures_of_one_task_are_inside_wherever_they_are_polled() {
    let runtime = current_thread();
    let ends = runtime.block_on(async {
        let task = tokio::spawn(async {
            let scope = Scope::new().off();
            scope.wrap(async { tokio::join!(end(), end()) }).await
        });
        task.await.unwrap()
    });
    assert_eq!(ends, ((StopReason::Disabled, 1), (StopReason::Disabled, 1)));
}

#[test]
fn a_scope_in_the_destructor_of_a_thread_local_is_a_plain_call() {
    #[retry(nested = "suppress")]
    fn never_fails(value: u32) -> io::Result<u32> {
        Ok(value)
    }

    thread_local! {
        // Made before the scope's own storage, so dropped after it.
        static LATE: Late = const { Late(Cell::new(0)) };
    }

    struct Late(Cell<u32>);

    impl Drop for Late {
        fn drop(&mut self) {
            let clock = Arc::new(VirtualClock::new());
            let scope = Scope::new().clock(clock);
            assert_eq!(scope.run(|| 7), 7);
            let mut wrapped = pin!(scope.wrap(async { 8 }));
            let mut context = Context::from_waker(Waker::noop());
            assert_eq!(wrapped.as_mut().poll(&mut context), Poll::Ready(8));
            assert!(never_fails(1).is_ok());
        }
    }

    let thread = std::thread::spawn(|| {
        LATE.with(|late| late.0.set(1));
        Scope::new().off().run(|| {});
    });
    thread.join().unwrap();
}
