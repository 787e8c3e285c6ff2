//! What happens to spans, told in lines.

use crate::support::StillClock;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Keeps what happens to spans: `+name` when one is opened, `name: message` for an event in it, and
/// `-name field=value ..` with all fields when it ends. The attempt log itself is left out.
#[derive(Clone, Default)]
pub(super) struct Story(Arc<Mutex<Vec<String>>>);

#[derive(Default)]
struct Fields(Vec<(&'static str, String)>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name(), format!("{value:?}")));
    }
}

impl Story {
    fn tell(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    /// What has been told since the last look.
    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Story {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().insert(fields);
        self.tell(format!("+{}", span.name()));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Fields>().unwrap());
    }

    fn on_event(&self, event: &tracing::Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() == "reattempt" {
            return;
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        let span = context.event_span(event).map_or("", |span| span.name());
        self.tell(format!("{span}: {}", fields.0[0].1));
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let mut line = format!("-{}", span.name());
        for (name, value) in &span.extensions().get::<Fields>().unwrap().0 {
            write!(line, " {name}={value}").unwrap();
        }
        self.tell(line);
    }
}

/// What `call` tells.
pub(super) fn story<T>(call: impl FnOnce() -> T) -> Vec<String> {
    let story = Story::default();
    let subscriber = tracing_subscriber::registry().with(story.clone());
    tracing::subscriber::with_default(subscriber, || StillClock::new().scope().run(call));
    story.take()
}

/// The same of a future, in a task of its own.
pub(super) async fn async_story<T: Send + 'static>(
    call: impl Future<Output = T> + Send + 'static,
) -> Vec<String> {
    let story = Story::default();
    let subscriber = tracing_subscriber::registry().with(story.clone());
    tokio::spawn(call.with_subscriber(subscriber))
        .await
        .unwrap();
    story.take()
}
