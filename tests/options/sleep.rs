//! `sleep`: how to wait, and that a zero delay is no wait.

use crate::support::{Calls, Error, StillClock, ms, secs};
use reattempt::retry;
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

thread_local! {
    static SLEPT: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

fn note(delay: Duration) {
    SLEPT.with_borrow_mut(|slept| slept.push(delay));
}

async fn note_async(delay: Duration) {
    tokio::task::yield_now().await;
    note(delay);
}

#[retry(max_attempts = 4, initial_delay = "100ms", jitter = "none", sleep = note)]
fn by_path(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = 4, initial_delay = "100ms", jitter = "none", sleep = note_async)]
async fn by_path_async(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

mod timers {
    use super::*;

    pub(crate) struct Timer;

    impl Timer {
        pub(crate) async fn after(delay: Duration) -> &'static str {
            note_async(delay).await;
            "done"
        }
    }
}

#[retry(
    max_attempts = 4,
    initial_delay = "100ms",
    jitter = "none",
    sleep = timers::Timer::after,
)]
async fn with_a_value(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[test]
fn a_sync_function_waits_by_the_path_of_sleep() {
    assert_eq!(by_path(&Calls::default()), Err(Error::Io(4)));
    assert_eq!(SLEPT.take(), [100, 200, 400].map(ms));
}

#[tokio::test]
async fn an_async_function_waits_by_the_path_of_sleep() {
    assert_eq!(by_path_async(&Calls::default()).await, Err(Error::Io(4)));
    assert_eq!(SLEPT.take(), [100, 200, 400].map(ms));
}

#[tokio::test]
async fn the_path_of_sleep_may_return_a_value() {
    assert_eq!(with_a_value(&Calls::default()).await, Err(Error::Io(4)));
    assert_eq!(SLEPT.take(), [100, 200, 400].map(ms));
}

#[tokio::test]
async fn a_clock_of_the_scope_goes_before_the_option_sleep() {
    let clock = StillClock::new();
    assert!(clock.scope().run(|| by_path(&Calls::default())).is_err());
    let calls = Calls::default();
    assert!(clock.scope().wrap(by_path_async(&calls)).await.is_err());
    assert_eq!(clock.waits(), [100, 200, 400, 100, 200, 400].map(ms));
    assert!(SLEPT.take().is_empty());
}

#[retry(max_attempts = 4, backoff = ["0s", "1s", "0s"], jitter = "none", sleep = note)]
fn with_zero_delays(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = 4, backoff = ["0s", "1s", "0s"], jitter = "none", sleep = note_async)]
async fn with_zero_delays_async(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[tokio::test]
async fn a_zero_delay_does_not_call_the_option_sleep() {
    assert!(with_zero_delays(&Calls::default()).is_err());
    assert_eq!(SLEPT.take(), [secs(1)]);
    assert!(with_zero_delays_async(&Calls::default()).await.is_err());
    assert_eq!(SLEPT.take(), [secs(1)]);
}

#[derive(Default)]
struct Timer {
    slept: Vec<Duration>,
}

impl Timer {
    async fn sleep(&mut self, delay: Duration) {
        tokio::task::yield_now().await;
        self.slept.push(delay);
    }

    #[retry(max_attempts = 3, backoff = ["1s", "2s"], jitter = "none", sleep = |delay| self.sleep(delay))]
    async fn fails(&mut self, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
}

#[tokio::test]
async fn the_future_of_sleep_may_borrow_mutably() {
    let mut timer = Timer::default();
    assert!(timer.fails(&Calls::default()).await.is_err());
    assert_eq!(timer.slept, [1, 2].map(secs));
}

/// Its body never suspends.
#[retry(max_attempts = 3, backoff = ["0s"])]
async fn at_once(others: &AtomicU32, calls: &Calls) -> Result<u32, Error> {
    assert!(others.swap(0, Relaxed) > 0, "another task had its turn");
    calls.succeed_after(2)
}

#[tokio::test]
async fn a_zero_delay_lets_other_tasks_run() {
    let turns = Arc::new(AtomicU32::new(1));
    let others = Arc::clone(&turns);
    tokio::spawn(async move {
        loop {
            others.fetch_add(1, Relaxed);
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(at_once(&turns, &Calls::default()).await, Ok(3));
}

/// Without a timer a real wait would panic here.
#[test]
fn a_zero_delay_needs_no_timer() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let calls = Calls::default();
    let call = with_zero_delay(&calls);
    assert_eq!(runtime.expect("a runtime").block_on(call), Ok(3));
}

#[retry(max_attempts = 3, backoff = ["0s"])]
async fn with_zero_delay(calls: &Calls) -> Result<u32, Error> {
    calls.succeed_after(2)
}
