//! What protection has to say in the attempt log.

#![cfg(feature = "tracing")]

mod support;

use reattempt::{Breaker, Budget, retry};
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use support::{Calls, Error, StillClock};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Keeps the level, message and reason of each event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if ["message", "reason"].contains(&field.name()) {
            write!(self.0, " {value:?}").unwrap();
        }
    }
}

impl<S: tracing::Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

/// What `call` logs.
fn log<T>(call: impl FnOnce() -> T) -> Vec<String> {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::registry().with(lines.clone());
    tracing::subscriber::with_default(subscriber, || StillClock::new().scope().run(call));
    let lines = lines.0.lock().unwrap();
    lines.clone()
}

#[test]
fn the_end_of_a_suppressed_call_is_a_detail() {
    #[retry]
    fn inner(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    #[retry(nested = "suppress")]
    fn outer(calls: &Calls) -> Result<u32, Error> {
        inner(calls)
    }

    assert_eq!(
        log(|| outer(&Calls::default())),
        [
            r#"DEBUG not retried "nested""#,
            "WARN retrying",
            "INFO recovered",
        ]
    );
}

#[test]
fn a_refusal_has_its_reason() {
    static BUDGET: Budget = Budget::total(0);
    static BREAKER: Breaker = Breaker::new();

    #[retry(budget = BUDGET)]
    fn budgeted(calls: &Calls) -> Result<u32, Error> {
        calls.fail()
    }
    #[retry(breaker = BREAKER)]
    fn broken() -> Option<()> {
        Some(())
    }

    let calls = Calls::default();
    assert_eq!(log(|| budgeted(&calls)), [r#"ERROR gave up "budget""#]);
    BREAKER.force_open();
    assert_eq!(log(broken), [r#"ERROR gave up "circuit_open""#]);
}
