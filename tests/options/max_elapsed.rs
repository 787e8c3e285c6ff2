//! `max_elapsed`: over everything, the body included; no wait and no attempt begins past it.

use crate::support::{Calls, Error, Starts, StillClock, secs};
use reattempt::retry;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[retry(
    max_attempts = unlimited,
    backoff = "fixed",
    initial_delay = "40s",
    jitter = "none",
    max_elapsed = "100s",
)]
async fn quick(starts: &Starts) -> Result<(), Error> {
    Err(Error::Io(starts.note()))
}

#[tokio::test(start_paused = true)]
async fn no_wait_begins_that_would_cross_max_elapsed() {
    let (starts, start) = (Starts::default(), Instant::now());
    assert_eq!(quick(&starts).await, Err(Error::Io(3)));
    assert_eq!(starts.waits(), [secs(40); 2]);
    assert_eq!(start.elapsed(), secs(80), "the last error returns at once");
}

#[retry(
    max_attempts = 10,
    backoff = "fixed",
    initial_delay = "10s",
    jitter = "none",
    max_elapsed = "100s"
)]
async fn slow(starts: &Starts) -> Result<(), Error> {
    let call = starts.note();
    sleep(secs(30)).await;
    Err(Error::Io(call))
}

#[tokio::test(start_paused = true)]
async fn max_elapsed_counts_the_body_and_does_not_interrupt_it() {
    let (starts, start) = (Starts::default(), Instant::now());
    assert_eq!(slow(&starts).await, Err(Error::Io(3)));
    assert_eq!(start.elapsed(), secs(110));
}

#[retry(max_attempts = 2, backoff = ["10s"], jitter = "none", max_elapsed = "100s")]
async fn few(starts: &Starts) -> Result<(), Error> {
    Err(Error::Io(starts.note()))
}

#[tokio::test(start_paused = true)]
async fn max_attempts_still_holds_beside_max_elapsed() {
    let starts = Starts::default();
    assert_eq!(few(&starts).await, Err(Error::Io(2)));
}

#[retry(max_attempts = 3, max_elapsed = "100s")]
async fn one_long_attempt(starts: &Starts) -> Result<(), Error> {
    let call = starts.note();
    sleep(secs(200)).await;
    Err(Error::Io(call))
}

#[tokio::test(start_paused = true)]
async fn an_attempt_longer_than_max_elapsed_is_the_last() {
    let starts = Starts::default();
    assert_eq!(one_long_attempt(&starts).await, Err(Error::Io(1)));
}

#[retry(max_attempts = unlimited, backoff = "fixed", jitter = "none", max_elapsed = limit)]
fn run_time(limit: Duration, clock: &StillClock, calls: &Calls) -> Result<(), Error> {
    clock.pass(secs(2));
    calls.fail()
}

#[test]
fn max_elapsed_may_be_known_at_entry_only() {
    for (limit, attempts) in [(secs(0), 1), (secs(4), 2), (secs(59), 20)] {
        let (clock, calls) = (StillClock::new(), Calls::default());
        let result = clock.scope().run(|| run_time(limit, &clock, &calls));
        assert_eq!(result, Err(Error::Io(attempts)), "{limit:?}");
        assert_eq!(calls.made(), attempts, "{limit:?}");
    }
}

#[retry(max_attempts = 10, initial_delay = "0s", max_elapsed = "5s")]
fn without_delay(clock: &StillClock, calls: &Calls) -> Result<(), Error> {
    clock.pass(secs(2));
    calls.fail()
}

#[test]
fn no_attempt_begins_past_max_elapsed() {
    let (clock, calls) = (StillClock::new(), Calls::default());
    let result = clock.scope().run(|| without_delay(&clock, &calls));
    assert_eq!(result, Err(Error::Io(3)), "at 2 s, 4 s and 6 s");
}
