//! `breaker`: attempts are let through, or not, and the breaker is told how they went.

use crate::support::{Calls, Error, Starts, StillClock, ms, secs};
use reattempt::guard::{BreakerBuilder, BreakerState};
use reattempt::{Breaker, Interrupted, RetryError, StopReason, retry};
use std::io;
use tokio::time::{Instant, sleep};

const fn streak(failures: u32) -> BreakerBuilder {
    Breaker::builder()
        .consecutive_failures(failures)
        .open_for(secs(10))
}

#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Own(#[from] Interrupted);

static SHUT: Breaker = Breaker::new();

#[retry(breaker = SHUT, on = [_])]
fn own_error(calls: &Calls) -> Result<(), Own> {
    calls.count();
    Ok(())
}

#[retry(breaker = SHUT)]
fn io_error(calls: &Calls) -> io::Result<()> {
    calls.count();
    Ok(())
}

#[retry(breaker = SHUT)]
fn retry_error(calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.count();
    Ok(())
}

#[retry(breaker = SHUT)]
fn option(calls: &Calls) -> Option<()> {
    calls.count();
    Some(())
}

#[retry(breaker = SHUT, attempt_timeout = "1s")]
async fn asynchronous(calls: &Calls) -> io::Result<()> {
    calls.count();
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn an_open_circuit_ends_the_call_before_its_body_whatever_it_returns() {
    SHUT.force_open();
    let (calls, start) = (Calls::default(), Instant::now());

    let Own(Interrupted::CircuitOpen { retry_after, .. }) = own_error(&calls).unwrap_err() else {
        panic!("the circuit is open");
    };
    assert_eq!(retry_after, std::time::Duration::MAX);

    let error = retry_error(&calls).unwrap_err();
    assert_eq!(error.reason(), StopReason::CircuitOpen);
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::CircuitOpen { .. })
    ));

    let asynchronous = asynchronous(&calls).await;
    for error in [io_error(&calls).unwrap_err(), asynchronous.unwrap_err()] {
        assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
        assert!(matches!(
            error.get_ref().and_then(|error| error.downcast_ref()),
            Some(Interrupted::CircuitOpen { .. })
        ));
    }
    assert_eq!(option(&calls), None);

    assert_eq!(calls.made(), 0);
    assert_eq!(start.elapsed(), secs(0), "it is not waited for");
}

#[test]
fn failures_of_several_calls_open_the_breaker_for_its_time() {
    static BREAKER: Breaker = streak(3).build();

    #[retry(breaker = BREAKER, max_attempts = 2, backoff = ["0s"])]
    fn call(calls: &Calls, failures: u32) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(failures)
    }

    let clock = StillClock::new();
    clock.scope().run(|| {
        let calls = Calls::default();
        assert!(call(&calls, 2).is_err());
        assert_eq!(BREAKER.state(), BreakerState::Closed);
        assert!(call(&calls, 3).is_err());
        assert_eq!(calls.made(), 3, "open from the third failure on");

        clock.pass(secs(9));
        assert!(call(&calls, 0).is_err());
        assert_eq!(calls.made(), 3);
        clock.pass(secs(1));
        assert_eq!(call(&calls, 0).ok(), Some(4), "a probe");
        assert_eq!(BREAKER.state(), BreakerState::Closed);
    });
}

#[test]
fn a_retry_waits_until_the_breaker_lets_through_again() {
    static BREAKER: Breaker = streak(2).build();

    #[retry(breaker = BREAKER, max_attempts = 5, backoff = "fixed", jitter = "none")]
    fn call(calls: &Calls) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(2)
    }

    let (clock, calls) = (StillClock::new(), Calls::default());
    let result = clock.scope().run(|| call(&calls));
    assert_eq!(result.ok(), Some(3));
    assert_eq!(clock.waits(), [1, 1, 9].map(secs), "open for ten");
    assert_eq!(BREAKER.state(), BreakerState::Closed);
}

#[test]
fn a_retry_does_not_wait_for_the_breaker_past_max_delay_or_max_elapsed() {
    static BREAKER: Breaker = streak(2).build();

    #[retry(
        breaker = BREAKER,
        max_attempts = 5,
        backoff = "fixed",
        max_delay = "8999ms",
        jitter = "none",
    )]
    fn no_longer_than(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
    #[retry(
        breaker = BREAKER,
        max_attempts = 5,
        backoff = "fixed",
        max_elapsed = "10s",
        jitter = "none",
    )]
    fn no_later_than(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    #[retry(
        breaker = BREAKER,
        max_attempts = 5,
        backoff = "fixed",
        max_retry_after = "8999ms",
        jitter = "none",
    )]
    fn no_hint_longer_than(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    for call in [no_longer_than, no_later_than, no_hint_longer_than] {
        BREAKER.reset();
        let (clock, calls) = (StillClock::new(), Calls::default());
        let error = clock.scope().run(|| call(&calls)).unwrap_err();
        assert_eq!(error.reason(), StopReason::CircuitOpen);
        assert_eq!(clock.waits(), [secs(1); 2]);
        assert_eq!(calls.made(), 2);
        let Some(Interrupted::CircuitOpen { retry_after, .. }) = error.interrupted() else {
            panic!("the circuit is open");
        };
        assert_eq!(*retry_after, secs(9));
    }
}

#[test]
fn a_breaker_does_not_count_errors_that_are_not_retried() {
    static BREAKER: Breaker = streak(1).build();

    #[retry(breaker = BREAKER)]
    fn by_class() -> Result<(), RetryError<Error>> {
        Err(Error::NotFound(1))
    }
    #[retry(breaker = BREAKER, on = [NotFound])]
    fn by_name() -> Result<(), RetryError<Error>> {
        Err(Error::Io(1))
    }
    #[retry(breaker = BREAKER, except = [Io])]
    fn by_exception() -> Result<(), RetryError<Error>> {
        Err(Error::Io(1))
    }
    #[retry(breaker = BREAKER, when = |_| false)]
    fn by_closure() -> Result<(), RetryError<Error>> {
        Err(Error::Io(1))
    }

    for call in [by_class, by_name, by_exception, by_closure] {
        assert_eq!(call().unwrap_err().reason(), StopReason::Permanent);
        assert_eq!(BREAKER.state(), BreakerState::Closed);
    }
}

#[test]
fn a_breaker_counts_a_value_that_until_refuses_as_a_success() {
    static BREAKER: Breaker = streak(2).build();

    #[retry(breaker = BREAKER, max_attempts = 9, backoff = ["0s"], until = |value| *value > 7)]
    fn call(calls: &Calls) -> Result<u32, RetryError<Error>> {
        match calls.count() {
            call if call % 2 == 0 => Ok(call),
            call => Err(Error::Io(call)),
        }
    }

    assert_eq!(call(&Calls::default()).ok(), Some(8));
    assert_eq!(BREAKER.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_breaker_counts_a_timeout_as_a_failure() {
    static BREAKER: Breaker = streak(2).build();

    #[retry(
        breaker = BREAKER,
        max_attempts = 4,
        attempt_timeout = "3s",
        backoff = ["0s"],
        max_delay = "9s",
    )]
    async fn call(starts: &Starts) -> io::Result<()> {
        starts.note();
        sleep(secs(3600)).await;
        Ok(())
    }

    let starts = Starts::default();
    let error = call(&starts).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
    assert_eq!(starts.waits(), [secs(3)], "open after two");
}

#[tokio::test(start_paused = true)]
async fn one_call_at_a_time_probes_a_half_open_breaker() {
    static BREAKER: Breaker = streak(1).build();

    #[retry(breaker = BREAKER, max_attempts = 1)]
    async fn call(starts: &Starts, fail: bool) -> io::Result<()> {
        starts.note();
        sleep(ms(500)).await;
        if fail {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }

    let starts = Starts::default();
    assert!(call(&starts, true).await.is_err());
    sleep(secs(10)).await;
    let (probe, other) = tokio::join!(call(&starts, true), call(&starts, false));
    assert_eq!(probe.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(other.unwrap_err().kind(), io::ErrorKind::ResourceBusy);
    assert_eq!(BREAKER.state(), BreakerState::Open, "the probe failed");

    sleep(secs(10)).await;
    assert!(call(&starts, false).await.is_ok());
    let (one, other) = tokio::join!(call(&starts, false), call(&starts, false));
    assert!(one.is_ok() && other.is_ok(), "closed again");
    assert_eq!(starts.made(), 5);
}
