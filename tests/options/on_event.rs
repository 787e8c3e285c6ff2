//! `on_event`: what is told, in which order, and when nothing is.

use crate::support::{Calls, Error, secs};
use reattempt::{Class, Event, StopReason, retry};
use std::cell::RefCell;
use std::time::Duration;
use tokio::time::sleep;

/// What a hook was told, as data.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Retrying {
        attempt: u32,
        max_attempts: Option<u32>,
        delay: Duration,
        class: Class,
        error: Option<Error>,
        elapsed: Duration,
    },
    Recovered {
        attempts: u32,
        elapsed: Duration,
    },
    GaveUp {
        attempts: u32,
        reason: StopReason,
        class: Class,
        error: Option<Error>,
        elapsed: Duration,
    },
}

#[derive(Default)]
struct Seen(RefCell<Vec<Told>>);

impl Seen {
    fn note(&self, event: &Event<'_, Error>) {
        self.0.borrow_mut().push(match event {
            Event::Retrying(it) => Told::Retrying {
                attempt: it.attempt,
                max_attempts: it.max_attempts,
                delay: it.delay,
                class: it.class,
                error: it.error.cloned(),
                elapsed: it.elapsed,
            },
            Event::Recovered(it) => Told::Recovered {
                attempts: it.attempts,
                elapsed: it.elapsed,
            },
            Event::GaveUp(it) => Told::GaveUp {
                attempts: it.attempts,
                reason: it.reason,
                class: it.class,
                error: it.error.cloned(),
                elapsed: it.elapsed,
            },
            _ => unreachable!("there are three events"),
        });
    }

    fn told(&self) -> Vec<Told> {
        self.0.borrow().clone()
    }
}

/// The first attempt took 10 s and failed by `error`.
fn first_retry(class: Class, error: Error) -> Told {
    Told::Retrying {
        attempt: 1,
        max_attempts: Some(3),
        delay: secs(1),
        class,
        error: Some(error),
        elapsed: secs(10),
    }
}

/// So did the second, after a wait of 1 s.
fn second_retry(class: Class, error: Error) -> Told {
    Told::Retrying {
        attempt: 2,
        max_attempts: Some(3),
        delay: secs(2),
        class,
        error: Some(error),
        elapsed: secs(21),
    }
}

#[retry(
    max_attempts = 3,
    jitter = "none",
    max_elapsed = "100s",
    on_event = |event| seen.note(event),
)]
async fn call(answers: &[Result<(), Error>], seen: &Seen, calls: &Calls) -> Result<(), Error> {
    sleep(secs(10)).await;
    answers[calls.count() as usize - 1].clone()
}

async fn told(answers: &[Result<(), Error>]) -> Vec<Told> {
    let seen = Seen::default();
    let result = call(answers, &seen, &Calls::default()).await;
    assert_eq!(Some(&result), answers.last());
    seen.told()
}

#[tokio::test(start_paused = true)]
async fn a_success_at_once_is_no_event() {
    assert_eq!(told(&[Ok(())]).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_at_once_is_no_event() {
    assert_eq!(told(&[Err(Error::NotFound(1))]).await, []);
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_each_retry_and_of_the_recovery() {
    let (first, second) = (Error::Io(1), Error::Unsent(2));
    let told = told(&[Err(first.clone()), Err(second.clone()), Ok(())]).await;
    assert_eq!(
        told,
        [
            first_retry(Class::Transient, first),
            second_retry(Class::Unsent, second),
            Told::Recovered {
                attempts: 3,
                elapsed: secs(33)
            },
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_each_retry_and_of_giving_up() {
    let answers = [1, 2, 3].map(|call| Err(Error::Io(call)));
    assert_eq!(
        told(&answers).await,
        [
            first_retry(Class::Transient, Error::Io(1)),
            second_retry(Class::Transient, Error::Io(2)),
            Told::GaveUp {
                attempts: 3,
                reason: StopReason::Attempts,
                class: Class::Transient,
                error: Some(Error::Io(3)),
                elapsed: secs(33),
            },
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_giving_up_for_a_permanent_error() {
    let told = told(&[Err(Error::Io(1)), Err(Error::NotFound(2))]).await;
    let last = Error::NotFound(2);
    assert_eq!(told.len(), 2);
    assert_eq!(
        told[1],
        Told::GaveUp {
            attempts: 2,
            reason: StopReason::Permanent,
            class: Class::Permanent,
            error: Some(last),
            elapsed: secs(21),
        }
    );
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_giving_up_for_a_hint() {
    let last = Error::Throttled {
        call: 1,
        wait: Some(secs(61)),
    };
    assert_eq!(
        told(&[Err(last.clone())]).await,
        [Told::GaveUp {
            attempts: 1,
            reason: StopReason::Hint,
            class: Class::Throttled,
            error: Some(last),
            elapsed: secs(10),
        }]
    );
}

#[retry(max_attempts = unlimited, jitter = "none", max_elapsed = "20s", on_event = |event| {
    seen.note(event);
})]
async fn unlimited(seen: &Seen, calls: &Calls) -> Result<(), Error> {
    sleep(secs(10)).await;
    calls.fail()
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_giving_up_for_max_elapsed() {
    let seen = Seen::default();
    assert_eq!(unlimited(&seen, &Calls::default()).await, Err(Error::Io(2)));
    assert_eq!(
        seen.told(),
        [
            Told::Retrying {
                attempt: 1,
                max_attempts: None,
                delay: secs(1),
                class: Class::Transient,
                error: Some(Error::Io(1)),
                elapsed: secs(10),
            },
            Told::GaveUp {
                attempts: 2,
                reason: StopReason::Elapsed,
                class: Class::Transient,
                error: Some(Error::Io(2)),
                elapsed: secs(21),
            },
        ]
    );
}

/// Kinds and texts.
type Described = Vec<(&'static str, String)>;

#[retry(
    max_attempts = 2,
    attempt_timeout = "5s",
    attempt = attempt,
    on_event = |event| described.borrow_mut().push(match event {
        Event::Retrying(it) => (it.kind, it.text().to_string()),
        Event::GaveUp(it) => (it.kind, it.text().to_string()),
        _ => unreachable!("it does not recover"),
    }),
)]
async fn hangs_then_refused(described: &RefCell<Described>) -> std::io::Result<()> {
    if attempt.is_first() {
        sleep(secs(60)).await;
    }
    Err(std::io::ErrorKind::ConnectionRefused.into())
}

#[tokio::test(start_paused = true)]
async fn an_event_describes_an_attempt_with_an_error_and_one_without() {
    let described = RefCell::default();
    assert!(hangs_then_refused(&described).await.is_err());
    assert_eq!(
        described.into_inner(),
        [
            (
                "AttemptTimeout",
                "the attempt did not end within 5s".to_owned()
            ),
            ("ConnectionRefused", "connection refused".to_owned()),
        ]
    );
}
