//! What the tests of cancellation have in common.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use reattempt::{CancelHandle, RetryError, StopReason};

use crate::support::Error;

/// Every wait is an hour, so one that is not ended is noticed; nothing else takes this long.
pub const SOON: Duration = Duration::from_secs(300);

/// How many attempts were made, why there was no further one, and the error of the last.
pub fn end(result: Result<(), RetryError<Error>>) -> (u32, StopReason, Option<Error>) {
    let error = result.expect_err("a failure");
    assert!(error.elapsed() < SOON);
    (error.attempts(), error.reason(), error.error().cloned())
}

pub fn cancelled(attempts: u32) -> (u32, StopReason, Option<Error>) {
    (attempts, StopReason::Cancelled, Some(Error::Io(attempts)))
}

/// Cancels, from another thread, what has probably begun to wait by then.
pub fn cancel_soon(handle: &CancelHandle) {
    let handle = handle.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        handle.cancel();
    });
}

pub fn cancelled_handle() -> CancelHandle {
    let handle = CancelHandle::new();
    handle.cancel();
    handle
}

pub fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
