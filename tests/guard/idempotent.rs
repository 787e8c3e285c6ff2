//! `idempotent = false`: only what certainly was not processed is repeated.

use crate::support::{Calls, Error, Starts, StillClock, at_once, secs};
use reattempt::{Breaker, Classify, Interrupted, Policy, Retry, RetryError, StopReason, retry};
use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use tokio::time::sleep;

/// A function with some options, and how many attempts it makes if each ends in this error.
struct Case {
    options: &'static str,
    call: fn(&Error, &Calls) -> Result<(), RetryError<Error>>,
    unsent: u32,
    throttled: u32,
    io: u32,
    not_found: u32,
}

macro_rules! case {
    ([$($options:tt)*], $($error:ident: $attempts:expr),+) => {{
        #[retry($($options)*)]
        fn call(error: &Error, calls: &Calls) -> Result<(), RetryError<Error>> {
            calls.count();
            Err(error.clone())
        }

        Case {
            options: stringify!($($options)*),
            call,
            $($error: $attempts),+
        }
    }};
}

#[test]
fn a_call_that_is_not_idempotent_is_retried_for_unsent_and_throttled_if_other_options_agree() {
    let throttled = Error::Throttled {
        call: 0,
        wait: None,
    };
    for case in [
        case!([idempotent = false], unsent: 3, throttled: 3, io: 1, not_found: 1),
        case!([idempotent = false, on = [_]], unsent: 3, throttled: 3, io: 1, not_found: 1),
        case!([idempotent = false, when = |_| true], unsent: 3, throttled: 3, io: 1, not_found: 1),
        case!([idempotent = false, on = [Io, Throttled]], unsent: 1, throttled: 3, io: 1, not_found: 1),
        case!([idempotent = false, except = [Throttled]], unsent: 3, throttled: 1, io: 1, not_found: 1),
        case!([idempotent = true], unsent: 3, throttled: 3, io: 3, not_found: 1),
    ] {
        for (error, attempts) in [
            (Error::Unsent(0), case.unsent),
            (throttled.clone(), case.throttled),
            (Error::Io(0), case.io),
            (Error::NotFound(0), case.not_found),
        ] {
            let reason = match attempts {
                3 => StopReason::Attempts,
                _ => StopReason::Permanent,
            };
            let calls = Calls::default();
            let end = at_once(|| (case.call)(&error, &calls)).unwrap_err();
            let options = case.options;
            assert_eq!(calls.made(), attempts, "{options}: {error}");
            assert_eq!(end.attempts(), attempts, "{options}: {error}");
            assert_eq!(end.reason(), reason, "{options}: {error}");
            assert_eq!(end.error(), Some(&error), "{options}: {error}");
        }
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
    assert_eq!(clock.waits(), [secs(1), secs(4)]);
    assert_eq!(calls.made(), 2);
}

/// Makes two attempts, which end in these errors.
#[retry(max_attempts = 2, backoff = ["0s"])]
fn inner(errors: [io::ErrorKind; 2], calls: &Calls) -> Result<(), RetryError<io::Error>> {
    let attempt = (calls.count() - 1) % 2;
    Err(errors[attempt as usize].into())
}

#[derive(Debug, thiserror::Error, Classify)]
#[error("outer")]
#[classify(forward)]
struct Derived(#[from] RetryError<io::Error>);

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Transparent(#[from] RetryError<io::Error>);

/// An outer function that makes of the error of `inner` what `$wrap` does, and how often that is called.
macro_rules! calls_of_inner {
    ($error:ty, $wrap:expr) => {{
        #[retry(idempotent = false, max_attempts = 2, backoff = ["0s"])]
        fn outer(errors: [io::ErrorKind; 2], calls: &Calls) -> Result<(), $error> {
            inner(errors, calls).map_err($wrap)
        }

        let calls: fn([io::ErrorKind; 2]) -> u32 = |errors| {
            let calls = Calls::default();
            outer(errors, &calls).unwrap_err();
            calls.made()
        };
        (stringify!($error), calls)
    }};
}

#[test]
fn a_call_is_repeated_only_if_no_attempt_of_a_retried_call_in_it_may_have_been_processed() {
    use io::ErrorKind::{ConnectionRefused as UNSENT, ConnectionReset as PERHAPS};

    for (error, calls_of_inner) in [
        calls_of_inner!(RetryError<RetryError<io::Error>>, |error| error),
        calls_of_inner!(Box<RetryError<io::Error>>, Box::new),
        calls_of_inner!(Derived, Derived),
        calls_of_inner!(io::Error, io::Error::other),
        calls_of_inner!(Box<dyn StdError>, Into::into),
        calls_of_inner!(Box<dyn StdError + Send + Sync>, |error| Transparent(error)
            .into()),
        calls_of_inner!(
            Box<dyn StdError + Send>,
            |error| Box::new(io::Error::other(error)) as Box<_>
        ),
        calls_of_inner!(
            Arc<dyn StdError + Send + Sync>,
            |error| Arc::new(Derived(error)) as Arc<_>
        ),
    ] {
        assert_eq!(calls_of_inner([UNSENT, UNSENT]), 4, "{error}");
        assert_eq!(calls_of_inner([PERHAPS, UNSENT]), 2, "{error}");
        assert_eq!(calls_of_inner([UNSENT, PERHAPS]), 2, "{error}");
    }
}

/// The kind of an I/O error is what the program says of the last attempt, and of that alone.
#[test]
fn a_kind_of_the_programs_own_says_nothing_of_earlier_attempts() {
    use io::ErrorKind::{ConnectionRefused as UNSENT, ConnectionReset as PERHAPS};

    let (_, calls_of_inner) = calls_of_inner!(io::Error, |error| io::Error::new(UNSENT, error));
    assert_eq!(calls_of_inner([UNSENT, UNSENT]), 4);
    assert_eq!(calls_of_inner([PERHAPS, UNSENT]), 2);
}

#[test]
fn a_call_is_not_repeated_if_the_circuit_opened_after_an_attempt_that_may_have_been_processed() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .open_for(secs(3600))
        .build();

    #[retry(breaker = BREAKER, max_attempts = 2, backoff = ["0s"])]
    fn inner(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    #[retry(idempotent = false, max_attempts = 2, backoff = ["0s"], max_delay = "2h")]
    fn outer(calls: &Calls, runs: &Calls) -> Result<(), RetryError<RetryError<Error>>> {
        runs.count();
        inner(calls)
    }

    let (calls, runs) = (Calls::default(), Calls::default());
    let error = at_once(|| outer(&calls, &runs)).unwrap_err();
    assert_eq!(error.reason(), StopReason::Permanent);
    assert_eq!((calls.made(), runs.made()), (1, 1));
}

#[test]
fn nor_if_the_error_of_its_own_tells_of_the_open_circuit_alone() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .open_for(secs(3600))
        .build();

    #[retry(breaker = BREAKER, max_attempts = 2, backoff = ["0s"])]
    fn inner(calls: &Calls, kind: io::ErrorKind) -> io::Result<()> {
        calls.count();
        Err(kind.into())
    }

    #[retry(idempotent = false, max_attempts = 2, backoff = ["0s"], max_delay = "2h")]
    fn outer(calls: &Calls, kind: io::ErrorKind) -> io::Result<()> {
        inner(calls, kind)
    }

    fn by_value(calls: &Calls, kind: io::ErrorKind) -> io::Result<()> {
        let policy = Policy::builder()
            .max_attempts(2)
            .initial_delay(secs(0))
            .build();
        let breaker = Breaker::builder()
            .consecutive_failures(1)
            .open_for(secs(3600));
        let inner = Retry::new(policy).breaker(std::sync::Arc::new(breaker.build()));
        let outer = Retry::new(policy.to_builder().max_delay(secs(7200)).build()).idempotent(false);
        outer.call(|| {
            inner.call(|| -> io::Result<()> {
                calls.count();
                Err(kind.into())
            })
        })
    }

    for (call, name) in [
        (outer as fn(&Calls, _) -> _, "attribute"),
        (by_value, "value"),
    ] {
        let calls = Calls::default();
        assert!(at_once(|| call(&calls, io::ErrorKind::ConnectionReset)).is_err());
        assert_eq!(calls.made(), 1, "{name}: it may have been processed");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timeout_ends_a_call_by_a_value_that_is_not_idempotent() {
    let starts = Starts::default();
    let retry = Retry::new(Policy::new())
        .idempotent(false)
        .attempt_timeout(secs(2))
        .with_retry_error();
    let call = retry.call_async(async || {
        starts.note();
        sleep(secs(3600)).await;
        Ok::<(), Error>(())
    });
    assert_eq!(call.await.unwrap_err().reason(), StopReason::Permanent);
    assert_eq!(starts.made(), 1);
}
