//! `attempt_timeout`: ends one attempt, which is then retried like a failed one.

use crate::Foreign;
use crate::Interruptible as Error;
use crate::support::{Calls, Starts, ms, secs};
use reattempt::{Interrupted, RetryError, StopReason, retry};
use std::cell::Cell;
use std::io;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[retry(
    max_attempts = 3,
    backoff = ["5s"],
    jitter = "none",
    attempt_timeout = "1s",
    on = [Io],
)]
async fn call(starts: &Starts, slow_calls: u32) -> Result<u32, Error> {
    let call = starts.note();
    if call <= slow_calls {
        sleep(secs(3600)).await;
    }
    if call == 1 {
        return Err(Error::Io(call));
    }
    Ok(call)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_longer_than_attempt_timeout_is_ended_and_retried() {
    let (starts, start) = (Starts::default(), Instant::now());
    assert_eq!(call(&starts, 1).await, Ok(2));
    assert_eq!(starts.waits(), [secs(6)], "its timeout and the delay");
    assert_eq!(start.elapsed(), secs(6));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_within_attempt_timeout_is_left_alone() {
    let starts = Starts::default();
    assert_eq!(call(&starts, 0).await, Ok(2));
    assert_eq!(starts.waits(), [secs(5)]);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_the_last_attempt_is_the_error_of_the_call() {
    let (starts, start) = (Starts::default(), Instant::now());
    let Err(Error::Interrupted(Interrupted::AttemptTimeout { limit, .. })) = call(&starts, 3).await
    else {
        panic!("the timeout of the last attempt");
    };
    assert_eq!(limit, secs(1));
    assert_eq!(starts.made(), 3);
    assert_eq!(start.elapsed(), secs(1 + 5 + 1 + 5 + 1));
}

/// Sets its flag when dropped.
struct Guard<'a>(&'a Cell<bool>);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[retry(max_attempts = 2, backoff = ["0s"], attempt_timeout = "1s", on = [_])]
async fn guarded(starts: &Starts, dropped: &Cell<bool>) -> io::Result<()> {
    if starts.note() == 2 {
        assert!(
            dropped.get(),
            "the first attempt is gone when the second begins"
        );
        return Ok(());
    }
    let _guard = Guard(dropped);
    std::future::pending().await
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_timed_out_is_dropped_before_the_next_begins() {
    let result = guarded(&Starts::default(), &Cell::new(false)).await;
    assert!(result.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_io_error_can_say_that_an_attempt_timed_out() {
    #[retry(max_attempts = 1, attempt_timeout = "1s", on = [_])]
    async fn call() -> io::Result<()> {
        std::future::pending().await
    }

    let error = call().await.expect_err("timeout");
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn an_anyhow_error_can_say_that_an_attempt_timed_out() {
    #[retry(max_attempts = 1, attempt_timeout = "1s", on = [_])]
    async fn call() -> anyhow::Result<()> {
        std::future::pending().await
    }

    let error = call().await.expect_err("timeout");
    assert!(error.downcast_ref::<Interrupted>().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_boxed_error_can_say_that_an_attempt_timed_out() {
    #[retry(max_attempts = 1, attempt_timeout = "1s", on = [_])]
    async fn call() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        std::future::pending().await
    }

    let error = call().await.expect_err("timeout");
    assert!(error.downcast_ref::<Interrupted>().is_some());
}

#[retry(max_attempts = 2, backoff = ["0s"], attempt_timeout = "1s", on = [_])]
async fn foreign_error() -> Result<(), RetryError<Foreign>> {
    std::future::pending::<()>().await;
    Err(Foreign)
}

#[tokio::test(start_paused = true)]
async fn a_retry_error_tells_of_a_timeout_whatever_the_error_type() {
    let error = foreign_error().await.expect_err("timeout");
    assert_eq!(error.attempts(), 2);
    assert_eq!(error.reason(), StopReason::Attempts);
    assert_eq!(error.elapsed(), secs(2));
    assert!(error.error().is_none());
    assert!(matches!(
        error.into_error(),
        Err(Interrupted::AttemptTimeout { .. })
    ));
}

#[retry(
    max_attempts = 5,
    backoff = ["500ms"],
    jitter = "none",
    attempt_timeout = "2s",
    max_elapsed = "4s",
    on = [_],
)]
async fn within_max_elapsed(starts: &Starts) -> io::Result<()> {
    starts.note();
    std::future::pending().await
}

#[tokio::test(start_paused = true)]
async fn attempt_timeout_is_cut_to_what_is_left_of_max_elapsed() {
    let (starts, start) = (Starts::default(), Instant::now());
    assert!(within_max_elapsed(&starts).await.is_err());
    assert_eq!(starts.waits(), [ms(2500)]);
    assert_eq!(start.elapsed(), secs(4), "the second attempt had 1.5 s");
}

#[retry(max_attempts = 2, backoff = ["0s"], attempt_timeout = "1s", on = [_])]
async fn ready_in_time(starts: &Starts) -> io::Result<u32> {
    let call = starts.note();
    sleep(secs(1)).await;
    Ok(call)
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_ends_right_at_attempt_timeout_is_kept() {
    assert_eq!(ready_in_time(&Starts::default()).await.ok(), Some(1));
}

struct Client {
    asked: Calls,
}

impl Client {
    fn limit(&self) -> Duration {
        secs(self.asked.count().into())
    }

    #[retry(max_attempts = 3, backoff = ["0s"], attempt_timeout = self.limit(), on = [_])]
    async fn call(&self, starts: &Starts) -> io::Result<()> {
        starts.note();
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn an_expression_of_attempt_timeout_is_evaluated_once() {
    let client = Client {
        asked: Calls::default(),
    };
    let starts = Starts::default();
    assert!(client.call(&starts).await.is_err());
    assert_eq!(starts.waits(), [secs(1); 2]);
    assert_eq!(client.asked.made(), 1);
}
