//! The error of an attempt, as an event of its span.

use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};

use reattempt::retry;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

use crate::support::StillClock;

/// Keeps the fields of each event `attempt failed`, and the name of its span.
#[derive(Clone, Default)]
struct Failures(Arc<Mutex<Vec<Failure>>>);

#[derive(Default, Debug, PartialEq)]
struct Failure {
    span: &'static str,
    message: String,
    error: String,
    error_type: String,
}

impl Visit for Failure {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        match field.name() {
            "message" => self.message = value,
            "error" => self.error = value,
            "error.type" => self.error_type = value,
            _ => {}
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Failures {
    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        let mut failure = Failure::default();
        event.record(&mut failure);
        if failure.message == "attempt failed" {
            failure.span = context.event_span(event).map_or("", |span| span.name());
            self.0.lock().unwrap().push(failure);
        }
    }
}

fn failures<T>(call: impl FnOnce() -> T) -> Vec<Failure> {
    let failures = Failures::default();
    let subscriber = tracing_subscriber::registry().with(failures.clone());
    tracing::subscriber::with_default(subscriber, || StillClock::new().scope().run(call));
    std::mem::take(&mut failures.0.lock().unwrap())
}

fn reset() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

#[test]
fn each_attempt_that_fails_has_its_error_as_an_event_of_its_span() {
    #[retry(span, max_attempts = 2)]
    fn fetch() -> io::Result<()> {
        reset()
    }

    let failure = || Failure {
        span: "attempt",
        message: "attempt failed".to_owned(),
        error: "\"connection reset\"".to_owned(),
        error_type: "\"ConnectionReset\"".to_owned(),
    };
    assert_eq!(failures(fetch), [failure(), failure()]);
}

#[test]
fn without_a_span_there_is_no_such_event() {
    #[retry(max_attempts = 2)]
    fn fetch() -> io::Result<()> {
        reset()
    }
    assert_eq!(failures(fetch), []);
}
