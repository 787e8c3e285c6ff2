//! `on_event`: what is told, in which order, and when nothing is.

use crate::support::{Calls, Error, secs};
use reattempt::{Class, Event, Interrupted, StopReason, retry};
use std::cell::RefCell;
use std::time::Duration;
use tokio::time::sleep;

/// What a hook was told, as data.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Retrying(u32, Option<u32>, Duration, Class, Option<Error>, Duration),
    Recovered(u32, Duration),
    GaveUp(u32, StopReason, Class, Option<Error>, Duration),
}

#[derive(Default)]
struct Seen(RefCell<Vec<Told>>);

impl Seen {
    fn note(&self, event: &Event<'_, Error>) {
        self.0.borrow_mut().push(match event {
            Event::Retrying(it) => Told::Retrying(
                it.attempt,
                it.max_attempts,
                it.delay,
                it.class,
                it.error.cloned(),
                it.elapsed,
            ),
            Event::Recovered(it) => Told::Recovered(it.attempts, it.elapsed),
            Event::GaveUp(it) => Told::GaveUp(
                it.attempts,
                it.reason,
                it.class,
                it.error.cloned(),
                it.elapsed,
            ),
            _ => unreachable!("there are three events"),
        });
    }

    fn told(&self) -> Vec<Told> {
        self.0.borrow().clone()
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
            Told::Retrying(1, Some(3), secs(1), Class::Transient, Some(first), secs(10)),
            Told::Retrying(2, Some(3), secs(2), Class::Unsent, Some(second), secs(21)),
            Told::Recovered(3, secs(33)),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_hook_is_told_of_each_retry_and_of_giving_up() {
    let answers = [1, 2, 3].map(|call| Err(Error::Io(call)));
    let io = |call| Some(Error::Io(call));
    assert_eq!(
        told(&answers).await,
        [
            Told::Retrying(1, Some(3), secs(1), Class::Transient, io(1), secs(10)),
            Told::Retrying(2, Some(3), secs(2), Class::Transient, io(2), secs(21)),
            Told::GaveUp(3, StopReason::Attempts, Class::Transient, io(3), secs(33)),
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
        Told::GaveUp(
            2,
            StopReason::Permanent,
            Class::Permanent,
            Some(last),
            secs(21)
        )
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
        [Told::GaveUp(
            1,
            StopReason::Hint,
            Class::Throttled,
            Some(last),
            secs(10)
        )]
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
    let io = |call| Some(Error::Io(call));
    assert_eq!(
        seen.told(),
        [
            Told::Retrying(1, None, secs(1), Class::Transient, io(1), secs(10)),
            Told::GaveUp(2, StopReason::Elapsed, Class::Transient, io(2), secs(21)),
        ]
    );
}

fn print_name(event: &Event<'_, &'static str>) {
    match event {
        Event::Retrying(it) => assert_eq!(it.name, "pages.fetch"),
        Event::GaveUp(it) => assert_eq!((it.name, it.error), ("pages.fetch", Some(&"no"))),
        _ => panic!("it never recovers"),
    }
}

#[retry(backoff = ["0s"], on = [_], on_event = print_name, name = "pages.fetch")]
fn with_a_path(calls: &Calls) -> Result<(), &'static str> {
    calls.count();
    Err("no")
}

#[test]
fn the_hook_may_be_a_path() {
    let calls = Calls::default();
    assert_eq!(with_a_path(&calls), Err("no"));
    assert_eq!(calls.made(), 3);
}

struct Client {
    events: RefCell<Vec<&'static str>>,
}

impl Client {
    fn note<E>(&self, event: &Event<'_, E>) {
        self.events.borrow_mut().push(match event {
            Event::Retrying(it) if it.error.is_some() => "retrying",
            Event::Retrying(_) => "retrying without an error",
            Event::Recovered(_) => "recovered",
            Event::GaveUp(_) => "gave up",
            _ => unreachable!("there are three events"),
        });
    }

    #[retry(backoff = ["0s"], on_event = |event: &Event<'_, Error>| self.note(event))]
    fn count(&mut self, calls: &Calls) -> Result<u32, Error> {
        self.events.get_mut().push("called");
        calls.succeed_after(2)
    }

    #[retry(backoff = ["0s"], on_event = |event| self.note(event))]
    async fn option(&self, calls: &Calls) -> Option<u32> {
        calls.succeed_after(1).ok()
    }

    #[retry(backoff = ["0s"], until = |value| *value > 1, on_event = |event| self.note(event))]
    fn until(&self, calls: &Calls) -> Result<u32, Timeout> {
        Ok(calls.count())
    }
}

/// Never made here.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Timeout(#[from] Interrupted);

impl reattempt::Classify for Timeout {
    fn classify(&self) -> Class {
        Class::Permanent
    }
}

#[tokio::test]
async fn a_hook_may_use_self() {
    let mut client = Client {
        events: RefCell::default(),
    };
    assert_eq!(client.count(&Calls::default()), Ok(3));
    let expected = [
        "called",
        "retrying",
        "called",
        "retrying",
        "called",
        "recovered",
    ];
    assert_eq!(client.events.take(), expected);

    assert_eq!(client.option(&Calls::default()).await, Some(2));
    assert_eq!(
        client.events.take(),
        ["retrying without an error", "recovered"]
    );

    assert_eq!(client.until(&Calls::default()).ok(), Some(2));
    assert_eq!(
        client.events.take(),
        ["retrying without an error", "recovered"]
    );
}
