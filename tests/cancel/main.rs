//! Cancellation: of calls, beside options, and of very many who wait.

mod calls;
mod options;
mod panicking_waker;
#[path = "../support/mod.rs"]
mod support;
mod waiters;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use reattempt::{CancelHandle, RetryError, StopReason};

use support::Error;

/// Every wait is an hour, so one that is not ended is noticed; nothing else takes this long.
const SOON: Duration = Duration::from_secs(300);

/// How many attempts were made, why there was no further one, and the error of the last.
fn end(result: Result<(), RetryError<Error>>) -> (u32, StopReason, Option<Error>) {
    let error = result.expect_err("a failure");
    assert!(error.elapsed() < SOON);
    (error.attempts(), error.reason(), error.error().cloned())
}

fn cancelled(attempts: u32) -> (u32, StopReason, Option<Error>) {
    (attempts, StopReason::Cancelled, Some(Error::Io(attempts)))
}

/// Cancels, from another thread, what has probably begun to wait by then.
fn cancel_soon(handle: &CancelHandle) {
    let handle = handle.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        handle.cancel();
    });
}

fn cancelled_handle() -> CancelHandle {
    let handle = CancelHandle::new();
    handle.cancel();
    handle
}

fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
