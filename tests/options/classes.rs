//! What the error's own class decides, and `retry_after`, the server's hint.

use crate::support::{Calls, Error, at_once, ms, secs, timed};
use reattempt::retry;
use std::io;
use std::time::Duration;

#[retry(backoff = ["0s"])]
fn by_class(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], except = [Io])]
fn except_io(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[retry(backoff = ["0s"], on = [NotFound])]
fn on_not_found(error: &Error, calls: &Calls) -> Result<(), Error> {
    calls.count();
    Err(error.clone())
}

#[test]
fn the_class_decides_on_a_retry_unless_on_or_except_do() {
    struct Case {
        error: Error,
        by_class: u32,
        except_io: u32,
        on_not_found: u32,
    }

    let throttled = Error::Throttled {
        call: 1,
        wait: None,
    };
    for case in [
        Case {
            error: Error::Unsent(1),
            by_class: 3,
            except_io: 3,
            on_not_found: 1,
        },
        Case {
            error: Error::Io(1),
            by_class: 3,
            except_io: 1,
            on_not_found: 1,
        },
        Case {
            error: throttled,
            by_class: 3,
            except_io: 3,
            on_not_found: 1,
        },
        Case {
            error: Error::NotFound(1),
            by_class: 1,
            except_io: 1,
            on_not_found: 3,
        },
    ] {
        let error = &case.error;
        let attempts = |call: fn(&Error, &Calls) -> Result<(), Error>| {
            let calls = Calls::default();
            assert_eq!(at_once(|| call(error, &calls)).as_ref(), Err(error));
            calls.made()
        };
        assert_eq!(attempts(by_class), case.by_class, "by class: {error}");
        assert_eq!(attempts(except_io), case.except_io, "except Io: {error}");
        assert_eq!(
            attempts(on_not_found),
            case.on_not_found,
            "on NotFound: {error}"
        );
    }
}

#[retry(backoff = ["0s"])]
fn io_error(kind: io::ErrorKind, calls: &Calls) -> io::Result<()> {
    calls.count();
    Err(kind.into())
}

#[test]
fn an_io_error_is_retried_by_its_kind() {
    for (kind, attempts) in [
        (io::ErrorKind::ConnectionRefused, 3),
        (io::ErrorKind::ConnectionReset, 3),
        (io::ErrorKind::TimedOut, 3),
        (io::ErrorKind::NotFound, 1),
        (io::ErrorKind::PermissionDenied, 1),
    ] {
        let calls = Calls::default();
        let error = io_error(kind, &calls).expect_err("it always fails");
        assert_eq!(error.kind(), kind);
        assert_eq!(calls.made(), attempts, "{kind}");
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
    let calls = Calls::default();
    let (result, waits) = timed(|| call(&calls));
    assert!(result.is_err());
    (calls.made(), waits)
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

#[test]
fn retry_after_may_be_a_closure() {
    #[retry(
        backoff = "fixed",
        jitter = "none",
        retry_after = |error| match error {
            Error::Io(call) => Some(secs(u64::from(*call) * 10)),
            _ => None,
        },
    )]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_eq!(run(call), (3, [11, 21].map(secs).to_vec()));
}

#[test]
fn retry_after_may_be_a_path() {
    fn ten_seconds(error: &&'static str) -> Option<Duration> {
        (*error == "slow down").then_some(secs(10))
    }

    #[retry(
        backoff = "fixed",
        jitter = "none",
        on = [_],
        retry_after = ten_seconds,
    )]
    fn call(calls: &Calls) -> Result<(), &'static str> {
        calls.count();
        Err("slow down")
    }

    let calls = Calls::default();
    let (result, waits) = timed(|| call(&calls));
    assert_eq!(result, Err("slow down"));
    assert_eq!((calls.made(), waits), (3, vec![secs(11); 2]));
}

#[test]
fn retry_after_replaces_the_hint_of_the_error() {
    #[retry(backoff = "fixed", jitter = "none", retry_after = |_| None)]
    fn call(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Io(1)),
            call => Err(Error::Throttled {
                call,
                wait: Some(secs(50)),
            }),
        }
    }

    let (calls, waits) = run(call);
    assert_eq!(calls, 3);
    assert!(waits[1] < secs(50), "{:?}", waits[1]);
}
