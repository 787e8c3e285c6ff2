//! `idempotent = false`: only what certainly was not processed is repeated.

use crate::support::{Calls, Error, Starts, StillClock, secs};
use reattempt::{Breaker, Interrupted, RetryError, StopReason, retry};
use std::io;
use tokio::time::sleep;

fn fail(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(idempotent = false)]
fn by_class(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[retry(idempotent = false, on = [_])]
fn by_any_name(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[retry(idempotent = false, when = |_| true)]
fn by_closure(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[retry(idempotent = false, on = [Io, Throttled])]
fn by_name(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[retry(idempotent = false, except = [Throttled])]
fn with_exception(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[retry(idempotent = true)]
fn stated(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
    fail(error, calls)
}

#[test]
fn a_call_that_is_not_idempotent_is_retried_for_unsent_and_throttled_if_other_options_agree() {
    let throttled = Error::Throttled {
        call: 0,
        wait: None,
    };
    let functions = [
        by_class,
        by_any_name,
        by_closure,
        by_name,
        with_exception,
        stated,
    ];
    for (error, attempts) in [
        (Error::Unsent(0), [3, 3, 3, 1, 3, 3]),
        (throttled, [3, 3, 3, 3, 1, 3]),
        (Error::Io(0), [1, 1, 1, 1, 1, 3]),
        (Error::NotFound(0), [1, 1, 1, 1, 1, 1]),
    ] {
        let made = functions.map(|call| {
            let (clock, calls) = (StillClock::new(), Calls::default());
            let end = clock.scope().run(|| call(&error, &calls)).unwrap_err();
            let reason = match calls.made() {
                3 => StopReason::Attempts,
                _ => StopReason::Permanent,
            };
            assert_eq!((end.attempts(), end.reason()), (calls.made(), reason));
            assert_eq!(end.error(), Some(&error));
            calls.made()
        });
        assert_eq!(made, attempts, "{error}");
    }
}

#[test]
fn a_call_that_is_not_idempotent_is_retried_for_io_errors_that_were_not_sent() {
    #[retry(idempotent = false, initial_delay = "0s")]
    fn call(kind: io::ErrorKind, calls: &Calls) -> io::Result<()> {
        calls.count();
        Err(kind.into())
    }

    let attempts = |kind| {
        let calls = Calls::default();
        assert!(call(kind, &calls).is_err());
        calls.made()
    };
    assert_eq!(attempts(io::ErrorKind::ConnectionRefused), 3);
    assert_eq!(attempts(io::ErrorKind::ConnectionReset), 1);
    assert_eq!(attempts(io::ErrorKind::TimedOut), 1);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_a_call_that_is_not_idempotent() {
    #[retry(idempotent = false, attempt_timeout = "2s")]
    async fn call(starts: &Starts) -> Result<(), RetryError<Error>> {
        starts.note();
        sleep(secs(3600)).await;
        Ok(())
    }

    let starts = Starts::default();
    let error = call(&starts).await.unwrap_err();
    assert_eq!(starts.made(), 1);
    assert_eq!(error.reason(), StopReason::Permanent);
    assert_eq!(error.elapsed(), secs(2));
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::AttemptTimeout { .. })
    ));
}

#[test]
fn a_call_that_is_not_idempotent_is_retried_after_a_breaker_refused_it() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .open_for(secs(5))
        .build();

    #[retry(
        idempotent = false,
        breaker = BREAKER,
        backoff = "fixed",
        jitter = "none",
    )]
    fn call(calls: &Calls) -> Result<(), RetryError<Error>> {
        match calls.count() {
            1 => Err(Error::Unsent(1)),
            _ => Ok(()),
        }
    }

    let (clock, calls) = (StillClock::new(), Calls::default());
    assert!(clock.scope().run(|| call(&calls)).is_ok());
    assert_eq!(clock.waits(), [secs(1), secs(4 + 1)]);
    assert_eq!(calls.made(), 2);
}
