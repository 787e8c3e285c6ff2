//! What a call allocates: nothing if it succeeds at once, at most one thing if it retries.

use crate::support::{Calls, Error};
use allocation_counter::measure;
use reattempt::retry;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

#[retry(max_attempts = 4, backoff = "fixed", initial_delay = "0s", on = [Io])]
fn sync(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(max_attempts = 4, initial_delay = "1ns", on = [Io])]
fn sync_with_delay(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(max_attempts = 4, backoff = "fixed", initial_delay = "0s", on = [Io])]
async fn without_delay(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(max_attempts = 4, on = [Io])]
async fn with_timer(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

/// What a call that retries may allocate: one thing, and for metrics the labels of each that it adds to,
/// two with every retry and up to three at its end.
pub(crate) fn allowed(retries: u32) -> u64 {
    let labels = if cfg!(feature = "metrics") {
        2 * u64::from(retries) + 3
    } else {
        0
    };
    1 + labels + remembered()
}

/// What the first line of a function adds, where somebody listens: what the log has said of it. There is no
/// subscriber here, but another crate may have `tracing` write to the crate `log`.
pub(crate) fn remembered() -> u64 {
    let is_heard = !tracing::trace_span!("unwanted").is_none();
    u64::from(is_heard)
}

pub(crate) fn allocations(call: impl FnOnce()) -> u64 {
    measure(call).count_total
}

pub(crate) fn poll_until_ready<T>(mut future: Pin<&mut dyn Future<Output = T>>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

fn paused_runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    // What the runtime allocates when it first waits is not ours.
    runtime.block_on(async { sleep(Duration::from_secs(1)).await });
    runtime
}

#[test]
fn a_success_allocates_nothing() {
    let calls = Calls::default();
    assert_eq!(allocations(|| assert!(sync(&calls, 0).is_ok())), 0);
    assert_eq!(
        allocations(|| assert!(sync_with_delay(&calls, 0).is_ok())),
        0
    );
    let call = || assert!(poll_until_ready(pin!(without_delay(&calls, 0))).is_ok());
    assert_eq!(allocations(call), 0);
    let runtime = paused_runtime();
    let call = || assert!(runtime.block_on(with_timer(&calls, 0)).is_ok());
    assert_eq!(allocations(call), 0);
    assert_eq!(calls.made(), 4);
}

/// What a call allocates that fails so often and then succeeds.
fn allocations_after(failures: u32, call: impl FnOnce(&Calls) -> Result<u32, Error>) -> u64 {
    let calls = Calls::default();
    let allocations = allocations(|| assert!(call(&calls).is_ok()));
    assert_eq!(calls.made(), failures + 1);
    allocations
}

#[test]
fn retries_of_a_sync_call_allocate_at_most_once() {
    for failures in 1..=3 {
        let at_once = allocations_after(failures, |calls| sync(calls, failures));
        assert!(at_once <= allowed(failures), "{failures} failures");
        let delayed = allocations_after(failures, |calls| sync_with_delay(calls, failures));
        assert!(delayed <= allowed(failures), "{failures} failures");
    }
}

#[test]
fn retries_without_delay_allocate_at_most_once() {
    for failures in 1..=3 {
        let allocated = allocations_after(failures, |calls| {
            poll_until_ready(pin!(without_delay(calls, failures)))
        });
        assert!(allocated <= allowed(failures), "{failures} failures");
    }
}

#[test]
#[cfg(feature = "tokio")]
fn retries_on_a_timer_allocate_at_most_once() {
    let runtime = paused_runtime();
    for failures in 1..=3 {
        let allocated = allocations_after(failures, |calls| {
            runtime.block_on(with_timer(calls, failures))
        });
        assert!(allocated <= allowed(failures), "{failures} failures");
    }
}

#[test]
fn giving_up_allocates_at_most_once() {
    let calls = Calls::default();
    assert!(allocations(|| assert!(sync(&calls, 100).is_err())) <= allowed(3));
}

#[test]
fn a_first_failure_adds_only_what_the_log_remembers_if_anybody_listens() {
    #[retry(max_attempts = 2, initial_delay = "1ns", on = [Io])]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }

    let call = || assert!(fetch(&Calls::default()).is_ok());
    let (first, later) = (allocations(call), allocations(call));
    assert_eq!(first, later + remembered());
}
