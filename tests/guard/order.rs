//! total time ( retry ( breaker ( attempt timeout ( body ) ) ) ): one test for each neighbours.

use crate::support::{Error, Starts, ms, secs};
use reattempt::guard::BreakerState;
use reattempt::{Breaker, RetryError, StopReason, retry};
use std::future::pending;
use tokio::time::{Instant, sleep};

/// The total time is outside of the retries: it ends them, and the waits between them.
#[tokio::test(start_paused = true)]
async fn the_total_time_is_around_the_retries() {
    #[retry(
        max_attempts = 9,
        max_elapsed = "10s",
        backoff = "fixed",
        initial_delay = "3s",
        jitter = "none"
    )]
    async fn call(starts: &Starts) -> Result<(), RetryError<Error>> {
        let call = starts.note();
        sleep(secs(1)).await;
        Err(Error::Io(call))
    }

    let starts = Starts::default();
    let error = call(&starts).await.unwrap_err();
    assert_eq!(error.reason(), StopReason::Elapsed);
    assert_eq!((starts.made(), error.elapsed()), (3, secs(9)));
}

/// The retries are outside of the breaker: it is asked about each, and told of each before the wait,
/// in which nothing is held.
#[tokio::test(start_paused = true)]
async fn the_retries_are_around_the_breaker() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(2)
        .open_for(ms(500))
        .build();

    #[retry(breaker = BREAKER, max_attempts = 3, backoff = "fixed", jitter = "none")]
    async fn call(starts: &Starts) -> Result<u32, RetryError<Error>> {
        match starts.note() {
            3 => Ok(3),
            call => Err(Error::Io(call)),
        }
    }

    let starts = Starts::default();
    let watch = async {
        sleep(ms(1100)).await;
        assert_eq!(
            BREAKER.state(),
            BreakerState::Open,
            "by two failures of one call"
        );
        sleep(ms(600)).await;
        assert!(
            BREAKER.permit().is_ok(),
            "the call that waits holds no probe"
        );
        assert_eq!(starts.made(), 2);
    };
    let (result, ()) = tokio::join!(call(&starts), watch);
    assert_eq!(result.ok(), Some(3));
    assert_eq!(BREAKER.state(), BreakerState::Closed);
}

/// The breaker is outside of the attempt timeout: it is told that an attempt was cut off, and while
/// it is open no attempt begins that could be.
#[tokio::test(start_paused = true)]
async fn the_breaker_is_around_the_attempt_timeout() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(1).build();

    #[retry(breaker = BREAKER, max_attempts = 2, attempt_timeout = "5s", max_delay = "20s")]
    async fn call(starts: &Starts) -> Result<(), RetryError<Error>> {
        starts.note();
        pending().await
    }

    let starts = Starts::default();
    assert!(call(&starts).await.is_err());
    assert_eq!(BREAKER.state(), BreakerState::Open);
    let start = Instant::now();
    let error = call(&starts).await.unwrap_err();
    assert_eq!(error.reason(), StopReason::CircuitOpen);
    assert_eq!((starts.made(), start.elapsed()), (1, secs(0)));
}

/// The attempt timeout is right around the body: it is over one attempt, and the waits are not in it.
#[tokio::test(start_paused = true)]
async fn the_attempt_timeout_is_around_the_body_alone() {
    #[retry(
        attempt_timeout = "5s",
        backoff = "fixed",
        initial_delay = "20s",
        jitter = "none"
    )]
    async fn call(starts: &Starts) -> Result<u32, RetryError<Error>> {
        match starts.note() {
            1 => pending().await,
            2 => {
                sleep(secs(4)).await;
                Err(Error::Io(2))
            }
            call => {
                sleep(secs(4)).await;
                Ok(call)
            }
        }
    }

    let (starts, start) = (Starts::default(), Instant::now());
    assert_eq!(call(&starts).await.ok(), Some(3));
    assert_eq!(starts.waits(), [secs(5 + 20), secs(4 + 20)]);
    assert_eq!(start.elapsed(), secs(25 + 24 + 4));
}
