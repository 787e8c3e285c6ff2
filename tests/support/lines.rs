//! The attempt log as lines of text.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use super::at_once;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Keeps each event as `LEVEL target: message field=value ..`.
#[derive(Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<String>>>);

/// What `call` logs on this thread, on a clock of its own.
pub fn logged<T>(call: impl FnOnce() -> T) -> Vec<String> {
    let lines = Lines::default();
    lines.collect(|| at_once(call));
    lines.take()
}

impl Lines {
    /// Keeps what `call` logs on this thread.
    pub fn collect<T>(&self, call: impl FnOnce() -> T) -> T {
        let subscriber = tracing_subscriber::registry().with(self.clone());
        tracing::subscriber::with_default(subscriber, call)
    }

    /// The lines so far, which are not kept any longer.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    /// The lines so far that contain `text`.
    pub fn with(&self, text: &str) -> Vec<String> {
        let lines = self.0.lock().unwrap();
        lines
            .iter()
            .filter(|line| line.contains(text))
            .cloned()
            .collect()
    }
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line::default();
        event.record(&mut line);
        let (level, target) = (event.metadata().level(), event.metadata().target());
        let line = format!("{level} {target}: {}{}", line.message, line.fields);
        self.0.lock().unwrap().push(line);
    }
}

#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            write!(self.message, "{value:?}").unwrap();
        } else {
            write!(self.fields, " {}={value:?}", field.name()).unwrap();
        }
    }
}
