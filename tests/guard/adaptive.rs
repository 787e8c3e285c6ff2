//! A backoff that learns is told how attempts end, and holds back retries only.

use crate::support::{Calls, Error, StillClock, ms};
use reattempt::{Adaptive, Breaker, Policy, RetryError, Strategy, retry};

/// Twice as long after a failure, half as long after a success.
const fn adaptive() -> Adaptive {
    Adaptive::builder()
        .failure(2.0)
        .throttled(4.0)
        .relax(0.5)
        .build()
}

#[track_caller]
fn assert_stretch(backoff: &Adaptive, expected: f64) {
    let stretch = backoff.stretch();
    assert!(
        (stretch - expected).abs() < 0.001,
        "stretched by {stretch}, not by {expected}"
    );
}

/// The waits in seconds.
fn waits(call: impl Fn() -> Result<u32, Error>) -> Vec<u64> {
    let clock = StillClock::new();
    let _ = clock.scope().run(call);
    // A stretch is rounded down.
    clock
        .waits()
        .iter()
        .map(|wait| (*wait + ms(1)).as_secs())
        .collect()
}

static SHARED: Adaptive = adaptive();

#[retry(backoff = SHARED, max_attempts = 4, max_delay = "1h", jitter = "none")]
fn one(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(backoff = SHARED, max_delay = "1h", jitter = "none", on = [_])]
fn other(calls: &Calls) -> Result<u32, Error> {
    calls.fail()
}

#[test]
fn functions_that_share_an_adaptive_backoff_learn_from_each_other() {
    let lone = waits(|| one(&Calls::default(), 1));
    assert_eq!(lone, [1], "as without it");
    assert_stretch(&SHARED, 1.0);

    // 1 s, 2 s, 4 s, times a stretch of 1, 2, 4.
    assert_eq!(waits(|| one(&Calls::default(), 9)), [1, 4, 16]);
    assert_stretch(&SHARED, 16.0);
    // 1 s, 2 s, times 16, 32.
    assert_eq!(waits(|| other(&Calls::default())), [16, 64]);
    assert_stretch(&SHARED, 64.0);

    assert!(
        waits(|| one(&Calls::default(), 0)).is_empty(),
        "not held back"
    );
    assert_stretch(&SHARED, 32.0);
    assert_eq!(waits(|| one(&Calls::default(), 1)), [32]);
    assert_stretch(&SHARED, 32.0);
}

#[tokio::test(start_paused = true)]
async fn an_adaptive_backoff_may_come_in_a_policy() {
    static ADAPTIVE: Adaptive = adaptive();
    static POLICY: Policy = Policy::builder()
        .backoff(Strategy::Custom(&ADAPTIVE))
        .build();

    #[retry(policy = POLICY)]
    async fn call(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }
    #[retry(policy = POLICY, max_attempts = 1)]
    fn once(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }

    assert!(call(&Calls::default(), 9).await.is_err());
    assert_stretch(&ADAPTIVE, 8.0);
    assert!(once(&Calls::default(), 9).is_err());
    assert_stretch(&ADAPTIVE, 16.0);
    assert!(call(&Calls::default(), 0).await.is_ok());
    assert!(once(&Calls::default(), 0).is_ok());
    assert_stretch(&ADAPTIVE, 4.0);
}

#[test]
fn an_adaptive_backoff_goes_by_the_class_of_the_error() {
    static ADAPTIVE: Adaptive = adaptive();

    #[retry(backoff = ADAPTIVE, max_attempts = 1)]
    fn call(error: &Error) -> Result<u32, Error> {
        Err(error.clone())
    }

    let throttled = Error::Throttled {
        call: 0,
        wait: None,
    };
    // One after the other: the stretch is what all of them have made of it.
    for (error, stretch) in [
        (throttled, 4.0),
        (Error::Unsent(0), 8.0),
        (Error::Io(0), 16.0),
        (Error::NotFound(0), 16.0),
    ] {
        assert_eq!(call(&error).as_ref(), Err(&error));
        assert_stretch(&ADAPTIVE, stretch);
    }
}

#[test]
fn an_adaptive_backoff_learns_from_none_until_and_suppressed_calls() {
    static ADAPTIVE: Adaptive = adaptive();

    #[retry(backoff = ADAPTIVE, max_attempts = 1, until = |value| *value > 1)]
    fn option(value: u32) -> Option<u32> {
        (value > 0).then_some(value)
    }
    #[retry(max_attempts = 1, nested = "suppress")]
    fn suppressing() -> Option<u32> {
        option(0)
    }

    assert_eq!(option(0), None);
    assert_stretch(&ADAPTIVE, 2.0);
    assert_eq!(suppressing(), None);
    assert_stretch(&ADAPTIVE, 4.0);
    assert_eq!(option(2), Some(2));
    assert_stretch(&ADAPTIVE, 2.0);
}

#[test]
fn an_adaptive_backoff_learns_nothing_from_what_a_breaker_refuses() {
    static ADAPTIVE: Adaptive = adaptive();
    static BREAKER: Breaker = Breaker::new();

    #[retry(backoff = ADAPTIVE, breaker = BREAKER)]
    fn call(calls: &Calls) -> Result<u32, RetryError<Error>> {
        calls.succeed_after(0)
    }

    BREAKER.force_open();
    assert!(call(&Calls::default()).is_err());
    assert_stretch(&ADAPTIVE, 1.0);
}
