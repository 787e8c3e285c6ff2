//! What the error's own class decides, and `retry_after`, the server's hint.

use crate::support::{Calls, Error, StillClock, ms, secs};
use reattempt::retry;
use std::io;
use std::time::Duration;

#[retry(backoff = ["0s"])]
fn by_class(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], except = [Io])]
fn by_class_except(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], on = [NotFound])]
fn whatever_the_class(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[test]
fn the_class_decides_on_a_retry_unless_on_or_except_do() {
    let throttled = Error::Throttled {
        call: 1,
        wait: None,
    };
    let cases = [
        (Error::Unsent(1), [3, 3, 1]),
        (Error::Io(1), [3, 1, 1]),
        (throttled, [3, 3, 1]),
        (Error::NotFound(1), [1, 1, 3]),
    ];
    for (error, expected) in cases {
        let made = [by_class, by_class_except, whatever_the_class].map(|call| {
            let calls = Calls::default();
            let clock = StillClock::new();
            let result = clock.scope().run(|| call(&error, &calls));
            assert_eq!(result.as_ref(), Err(&error));
            calls.made()
        });
        assert_eq!(made, expected, "{error}");
    }
}

#[retry(backoff = ["0s"])]
fn io_error(kind: io::ErrorKind, calls: &Calls) -> io::Result<()> {
    calls.count();
    Err(kind.into())
}

#[test]
fn an_io_error_is_retried_by_its_kind() {
    for (kind, expected) in [
        (io::ErrorKind::ConnectionRefused, 3),
        (io::ErrorKind::ConnectionReset, 3),
        (io::ErrorKind::TimedOut, 3),
        (io::ErrorKind::NotFound, 1),
        (io::ErrorKind::PermissionDenied, 1),
    ] {
        let calls = Calls::default();
        let error = io_error(kind, &calls).expect_err("it always fails");
        assert_eq!(error.kind(), kind);
        assert_eq!(calls.made(), expected, "{kind}");
    }
}

fn throttled(calls: &Calls, wait: impl Into<Option<Duration>>) -> Result<(), Error> {
    Err(Error::Throttled {
        call: calls.count(),
        wait: wait.into(),
    })
}

/// Runs it; how often it called its body, and the waits.
fn run(call: impl Fn(&Calls) -> Result<(), Error>) -> (u32, Vec<Duration>) {
    let (clock, calls) = (StillClock::new(), Calls::default());
    let result = clock.scope().run(|| call(&calls));
    assert!(result.is_err());
    (calls.made(), clock.waits())
}

#[retry(backoff = "fixed", max_delay = "20s", jitter = "none")]
fn hinted(wait: Duration, calls: &Calls) -> Result<(), Error> {
    throttled(calls, wait)
}

#[test]
fn the_delay_comes_on_top_of_a_hint() {
    assert_eq!(run(|calls| hinted(secs(5), calls)), (3, vec![secs(6); 2]));
    assert_eq!(run(|calls| hinted(ms(1), calls)), (3, vec![ms(1001); 2]));
}

#[test]
fn hint_and_delay_together_stay_within_max_delay() {
    assert_eq!(
        run(|calls| hinted(ms(19_500), calls)),
        (3, vec![secs(20); 2])
    );
    assert_eq!(run(|calls| hinted(secs(20), calls)), (3, vec![secs(20); 2]));
}

#[test]
fn a_hint_longer_than_max_delay_ends_the_call() {
    assert_eq!(run(|calls| hinted(ms(20_001), calls)), (1, vec![]));
    assert_eq!(run(|calls| hinted(Duration::MAX, calls)), (1, vec![]));
}

#[retry(
    max_attempts = 9,
    backoff = "fixed",
    jitter = "none",
    max_delay = "20s",
    max_elapsed = "15s"
)]
fn hinted_within_max_elapsed(wait: Duration, calls: &Calls) -> Result<(), Error> {
    throttled(calls, wait)
}

#[test]
fn a_hint_past_max_elapsed_ends_the_call() {
    let call = |wait| run(move |calls| hinted_within_max_elapsed(wait, calls));
    assert_eq!(call(secs(5)), (3, vec![secs(6); 2]));
    assert_eq!(call(secs(16)), (1, vec![]));
}

#[retry(backoff = "fixed", jitter = "none")]
fn unhinted(calls: &Calls) -> Result<(), Error> {
    throttled(calls, None)
}

#[test]
fn a_throttle_without_a_hint_waits_four_times_the_initial_delay() {
    let (calls, waits) = run(unhinted);
    assert_eq!(calls, 3);
    assert_eq!(waits[0], secs(4), "four times the initial delay");
}

#[retry(
    backoff = "fixed",
    jitter = "none",
    retry_after = |error| match error {
        Error::Io(call) => Some(secs(u64::from(*call) * 10)),
        _ => None,
    },
)]
fn with_a_closure(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

fn ten_seconds(error: &&'static str) -> Option<Duration> {
    (*error == "slow down").then_some(secs(10))
}

#[retry(
    backoff = "fixed",
    jitter = "none",
    on = [_],
    retry_after = ten_seconds,
)]
fn with_a_path(calls: &Calls) -> Result<(), &'static str> {
    calls.count();
    Err("slow down")
}

#[retry(backoff = "fixed", jitter = "none", retry_after = |_| None)]
fn with_the_last_word(calls: &Calls) -> Result<(), Error> {
    match calls.count() {
        1 => Err(Error::Io(1)),
        call => Err(Error::Throttled {
            call,
            wait: Some(secs(50)),
        }),
    }
}

#[test]
fn the_function_may_know_the_hint() {
    assert_eq!(run(with_a_closure), (3, [11, 21].map(secs).to_vec()));
    let by_path = |calls: &Calls| with_a_path(calls).map_err(|_| Error::Io(0));
    assert_eq!(run(by_path), (3, vec![secs(11); 2]));
    let (calls, waits) = run(with_the_last_word);
    assert_eq!(calls, 3);
    assert!(waits[1] < secs(50), "{:?}", waits[1]);
}
