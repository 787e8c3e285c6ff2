//! `on_event`: what the hook can be, and what it is told without an error of the body's.

use crate::support::{Calls, Error};
use reattempt::{Class, Event, Interrupted, retry};
use std::cell::RefCell;

fn assert_name(event: &Event<'_, &'static str>) {
    match event {
        Event::Retrying(it) => assert_eq!(it.name, "pages.fetch"),
        Event::GaveUp(it) => assert_eq!((it.name, it.error), ("pages.fetch", Some(&"no"))),
        _ => panic!("it never recovers"),
    }
}

#[retry(backoff = ["0s"], on = [_], on_event = assert_name, name = "pages.fetch")]
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

struct Filter {
    wanted: Box<dyn Fn(&Error) -> bool>,
}

impl Filter {
    #[retry(backoff = ["0s"], when = self.wanted)]
    fn fails(&self, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
}

#[test]
fn a_hook_may_be_a_field_that_is_not_copied() {
    let filter = Filter {
        wanted: Box::new(|error| *error == Error::Io(1)),
    };
    assert_eq!(filter.fails(&Calls::default()), Err(Error::Io(2)));
}

#[derive(Default)]
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

#[test]
fn the_hook_may_use_self_that_the_body_changes() {
    let mut client = Client::default();
    assert_eq!(client.count(&Calls::default()), Ok(3));
    let events = [
        "called",
        "retrying",
        "called",
        "retrying",
        "called",
        "recovered",
    ];
    assert_eq!(client.events.take(), events);
}

#[tokio::test]
async fn the_hook_is_told_of_a_none_as_a_retry_without_an_error() {
    let client = Client::default();
    assert_eq!(client.option(&Calls::default()).await, Some(2));
    let events = ["retrying without an error", "recovered"];
    assert_eq!(client.events.take(), events);
}

#[test]
fn the_hook_is_told_of_a_value_that_until_refuses_as_a_retry_without_an_error() {
    let client = Client::default();
    assert_eq!(client.until(&Calls::default()).ok(), Some(2));
    let events = ["retrying without an error", "recovered"];
    assert_eq!(client.events.take(), events);
}
