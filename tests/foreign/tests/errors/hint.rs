//! What a function does about a server's hint.

use std::sync::Arc;
use std::time::Duration;

use http::Response;
use reattempt::classify::http_1::{CheckStatus, StatusError};
use reattempt::test_util::VirtualClock;
use reattempt::{RetryError, Scope, StopReason, retry};
use tonic::{Code, Status};

const SECOND: Duration = Duration::from_secs(1);

#[retry(max_attempts = 2, initial_delay = "1s", max_delay = "60s")]
fn get(retry_after: &str) -> Result<(), RetryError<StatusError>> {
    Response::builder()
        .status(503)
        .header("retry-after", retry_after)
        .body(())
        .expect("a response")
        .check_status()
        .map(drop)
}

/// Why there was no further attempt, and what was waited for before.
fn ending(retry_after: &str) -> (StopReason, Vec<Duration>) {
    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(|| get(retry_after));
    (result.expect_err("it fails").reason(), clock.waits())
}

#[test]
fn a_retry_after_is_waited_for_and_spread() {
    let (reason, waits) = ending("7");

    assert_eq!(reason, StopReason::Attempts);
    assert!(
        matches!(waits[..], [wait] if wait >= 7 * SECOND && wait <= 8 * SECOND),
        "{waits:?}"
    );
}

#[test]
fn a_retry_after_of_zero_is_no_hot_loop() {
    let (_, waits) = ending("0");

    assert!(
        matches!(waits[..], [wait] if wait >= SECOND / 2),
        "{waits:?}"
    );
}

#[test]
fn a_retry_after_longer_than_max_delay_ends_the_call() {
    assert_eq!(ending("61"), (StopReason::Hint, vec![]));
}

#[test]
fn a_retry_after_that_cannot_be_read_is_ignored() {
    let (reason, waits) = ending("soon");

    assert_eq!(reason, StopReason::Attempts);
    assert!(matches!(waits[..], [wait] if wait <= SECOND), "{waits:?}");
}

fn pushed_back(pushback: &str) -> Status {
    let mut status = Status::new(Code::Unavailable, "");
    let pushback = pushback.parse().expect("metadata");
    status
        .metadata_mut()
        .insert("grpc-retry-pushback-ms", pushback);
    status
}

#[retry(max_attempts = 3, initial_delay = "1s")]
fn call(pushback: &str) -> Result<(), Status> {
    Err(pushed_back(pushback))
}

#[test]
fn a_negative_pushback_of_grpc_ends_the_call() {
    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(|| call("-1"));

    assert!(result.is_err());
    assert!(clock.waits().is_empty());
}

#[test]
fn a_pushback_of_grpc_is_waited_for_exactly() {
    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(|| call("5000"));

    assert!(result.is_err());
    assert_eq!(clock.waits(), [5 * SECOND; 2]);
}

/// gRFC A6: "If this attempt also fails, retry delay will reset to initial backoff for the following retry".
#[test]
fn after_a_pushback_of_grpc_the_delays_begin_anew() {
    #[retry(max_attempts = 6, attempt = attempt, jitter = "none")]
    fn call() -> Result<(), Status> {
        match attempt.number() {
            3 => Err(pushed_back("20")),
            _ => Err(Status::unavailable("")),
        }
    }

    let clock = Arc::new(VirtualClock::new());
    assert!(Scope::new().clock(clock.clone()).run(call).is_err());
    let millis: Vec<_> = clock.waits().iter().map(Duration::as_millis).collect();
    assert_eq!(millis, [1000, 2000, 20, 1000, 2000]);
}

/// Inside of errors that have no type of their own.
#[test]
fn a_pushback_of_grpc_stays_exact_in_an_opaque_error() {
    #[retry(max_attempts = 2)]
    fn by_anyhow() -> anyhow::Result<()> {
        Err(anyhow::Error::new(pushed_back("20")).context("asking"))
    }
    #[retry(max_attempts = 2)]
    fn by_box() -> Result<(), Box<dyn std::error::Error>> {
        Err(std::io::Error::other(pushed_back("20")).into())
    }

    let clock = Arc::new(VirtualClock::new());
    Scope::new().clock(clock.clone()).run(|| {
        assert!(by_anyhow().is_err());
        assert!(by_box().is_err());
    });
    assert_eq!(clock.waits(), [Duration::from_millis(20); 2]);
}
