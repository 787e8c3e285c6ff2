//! What a `RetryError` holds when the circuit opens before the last attempt.

use std::io;

use reattempt::{Breaker, Interrupted, RetryError, StopReason, retry};

use crate::support::{Calls, Error, at_once, ms};

const fn opens_after_two() -> Breaker {
    Breaker::builder().consecutive_failures(2).build()
}

/// Two attempts fail; the third is not let through.
fn assert_last_real_error_is_kept(error: RetryError<Error>) {
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::CircuitOpen)
    );
    assert_eq!(error.error(), Some(&Error::Io(2)));
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::CircuitOpen { .. })
    ));
    assert_eq!(error.into_error(), Ok(Error::Io(2)));
}

#[test]
fn a_sync_call_keeps_the_last_real_error_when_the_circuit_opens_before_the_last_attempt() {
    static BREAKER: Breaker = opens_after_two();

    #[retry(max_attempts = 3, backoff = ["0s"], breaker = BREAKER)]
    fn call(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let calls = Calls::default();
    let error = at_once(|| call(&calls)).unwrap_err();
    assert_last_real_error_is_kept(error);
    assert_eq!(calls.made(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_async_call_keeps_the_last_real_error_when_the_circuit_opens_before_the_last_attempt() {
    static BREAKER: Breaker = opens_after_two();

    #[retry(max_attempts = 3, backoff = ["0s"], breaker = BREAKER)]
    async fn call(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    assert_last_real_error_is_kept(call(&Calls::default()).await.unwrap_err());
}

#[tokio::test(start_paused = true)]
async fn a_last_attempt_that_is_cut_off_has_no_error() {
    static BREAKER: Breaker = Breaker::new();

    #[retry(max_attempts = 2, backoff = ["0s"], breaker = BREAKER, attempt_timeout = "10ms")]
    async fn call(calls: &Calls) -> Result<(), RetryError<io::Error>> {
        match calls.count() {
            1 => Err(io::ErrorKind::ConnectionReset.into()),
            _ => std::future::pending().await,
        }
    }

    let error = call(&Calls::default()).await.unwrap_err();
    assert!(error.error().is_none());
    let Err(Interrupted::AttemptTimeout { limit, .. }) = error.into_error() else {
        panic!("the timeout of the attempt");
    };
    assert_eq!(limit, ms(10));
}

#[tokio::test(start_paused = true)]
async fn the_error_of_an_attempt_before_the_one_cut_off_is_not_shown_for_it() {
    static BREAKER: Breaker = opens_after_two();

    #[retry(max_attempts = 5, backoff = ["0s"], max_delay = "1s", breaker = BREAKER, attempt_timeout = "10ms")]
    async fn call(calls: &Calls) -> Result<(), RetryError<io::Error>> {
        match calls.count() {
            1 => Err(io::ErrorKind::ConnectionReset.into()),
            _ => std::future::pending().await,
        }
    }

    let error = call(&Calls::default()).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::CircuitOpen)
    );
    assert!(error.error().is_none(), "{error:?}");
}

#[test]
fn the_error_of_an_attempt_before_an_unsatisfied_one_is_not_shown_for_it() {
    static BREAKER: Breaker = Breaker::new();

    #[retry(max_attempts = 5, backoff = ["0s"], breaker = BREAKER, until = |ready| *ready)]
    fn call(calls: &Calls) -> Result<bool, RetryError<io::Error>> {
        if calls.count() == 1 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        BREAKER.force_open();
        Ok(false)
    }

    let error = at_once(|| call(&Calls::default())).unwrap_err();
    assert_eq!(error.reason(), StopReason::CircuitOpen);
    assert!(error.error().is_none(), "{error:?}");
}
