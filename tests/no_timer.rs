//! An async function that has nothing to wait by ends with its error, and says why; it never panics. For builds without
//! `futures-timer`, so not with all features.
#![cfg(all(feature = "tokio", feature = "tracing", not(feature = "futures-timer")))]

mod support;

use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use reattempt::{RetryError, StopReason, retry};
use support::lines::Lines;

#[retry(max_attempts = 3, backoff = ["1s"])]
async fn fails() -> Result<(), RetryError<io::Error>> {
    Err(io::ErrorKind::ConnectionReset.into())
}

fn assert_ends_with_its_error(result: Result<(), RetryError<io::Error>>, lines: &Lines) {
    let error = result.unwrap_err();
    assert_eq!((error.attempts(), error.reason()), (1, StopReason::NoTimer));
    let lines = lines.take();
    let [line] = &*lines else {
        panic!("one line: {lines:?}");
    };
    assert!(
        line.starts_with("ERROR") && line.contains("reason=\"no_timer\""),
        "{line}"
    );
}

#[test]
fn a_call_outside_of_a_runtime_ends_with_its_error_and_one_line() {
    let lines = Lines::default();
    let result = lines.collect(|| {
        let mut call = pin!(fails());
        let mut context = Context::from_waker(Waker::noop());
        match call.as_mut().poll(&mut context) {
            Poll::Ready(result) => result,
            Poll::Pending => panic!("it waits for nothing"),
        }
    });
    assert_ends_with_its_error(result, &lines);
}

#[test]
fn a_call_in_a_runtime_without_a_time_driver_ends_with_its_error_and_one_line() {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let lines = Lines::default();
    let result = lines.collect(|| runtime.block_on(fails()));
    assert_ends_with_its_error(result, &lines);
}
