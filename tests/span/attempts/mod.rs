//! `span`: each attempt in a span of its own.

mod ends;
mod errors;
mod forms;
mod story;

use crate::support::{Calls, Error};
use reattempt::retry;
use std::time::Duration;
use story::{Story, story};
use tracing::info;
use tracing_subscriber::layer::SubscriberExt as _;

#[test]
fn the_wait_is_outside_of_the_span_of_an_attempt() {
    fn wait(_: Duration) {
        info!("wait");
    }
    #[retry(span, initial_delay = "1s", jitter = "none", sleep = wait)]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    let story = Story::default();
    let subscriber = tracing_subscriber::registry().with(story.clone());
    tracing::subscriber::with_default(subscriber, || fetch(&Calls::default())).unwrap();
    let told = story.take();
    let first_words: Vec<&str> = told.iter().map(|line| &line[..6]).collect();
    assert_eq!(
        first_words,
        ["+attem", "-attem", ": wait", "+attem", "-attem"]
    );
}

#[test]
fn the_span_of_an_attempt_stands_between_those_of_caller_and_body() {
    #[retry(span, on = [_], max_attempts = 1)]
    fn fetch() -> Result<(), ()> {
        tracing::info_span!("request").in_scope(|| info!("sent"));
        Err(())
    }
    assert_eq!(
        story(|| tracing::info_span!("page").in_scope(fetch)),
        [
            "+page",
            "+attempt",
            "+request",
            "request: sent",
            "-request",
            "-attempt name=\"span::attempts::fetch\" attempt=1 class=\"transient\" \
             error.type=\"()\" otel.status_code=\"ERROR\"",
            "-page",
        ]
    );
}

#[test]
fn the_span_of_an_attempt_stands_inside_or_outside_of_instrument_by_their_order() {
    #[retry(span, on = [_], max_attempts = 1)]
    #[tracing::instrument]
    fn below() -> Result<(), ()> {
        Err(())
    }
    #[tracing::instrument]
    #[retry(span, on = [_], max_attempts = 1)]
    fn above() -> Result<(), ()> {
        Err(())
    }
    let opened = |call: fn() -> Result<(), ()>| {
        let mut told = story(call);
        told.retain(|line| line.starts_with('+'));
        told
    };
    assert_eq!(opened(below), ["+below", "+attempt"]);
    assert_eq!(opened(above), ["+attempt", "+above"]);
}

#[test]
fn the_spans_of_a_nested_call_stand_inside_of_the_outer_one() {
    #[retry(span, name = "inner", on = [_])]
    fn inner() -> Result<(), ()> {
        Err(())
    }
    #[retry(span, nested = "suppress", name = "outer", on = [_], max_attempts = 1)]
    fn outer() -> Result<(), ()> {
        inner()
    }
    let told = story(outer);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[2].starts_with("-attempt name=\"inner\""), "{told:?}");
    assert!(told[3].starts_with("-attempt name=\"outer\""), "{told:?}");
}

#[test]
fn without_the_option_span_there_is_no_span() {
    #[retry]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    assert_eq!(story(|| fetch(&Calls::default())), [""; 0]);
}
