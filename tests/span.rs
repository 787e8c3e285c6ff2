//! `span`: each attempt in a span of its own.

mod support;

use async_trait::async_trait;
use reattempt::{Breaker, Interrupted, retry};
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{Calls, Error, StillClock};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Subscriber, info};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Keeps what happens to spans: `+name` when one is opened, `name: message` for an event in it, and
/// `-name field=value ..` with all fields when it ends. The attempt log itself is left out.
#[derive(Clone, Default)]
struct Story(Arc<Mutex<Vec<String>>>);

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
    fn take(&self) -> Vec<String> {
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
fn story<T>(call: impl FnOnce() -> T) -> Vec<String> {
    let story = Story::default();
    let subscriber = tracing_subscriber::registry().with(story.clone());
    tracing::subscriber::with_default(subscriber, || StillClock::new().scope().run(call));
    story.take()
}

/// The same of a future, in a task of its own.
async fn async_story<T: Send + 'static>(
    call: impl Future<Output = T> + Send + 'static,
) -> Vec<String> {
    let story = Story::default();
    let subscriber = tracing_subscriber::registry().with(story.clone());
    tokio::spawn(call.with_subscriber(subscriber))
        .await
        .unwrap();
    story.take()
}

const RECOVERED: [&str; 6] = [
    "+attempt",
    "attempt: body",
    "-attempt name=\"fetch\" attempt=1 class=\"transient\" otel.status_code=\"ERROR\" delay=1s",
    "+attempt",
    "attempt: body",
    "-attempt name=\"fetch\" attempt=2 http.request.resend_count=1",
];

#[test]
fn each_attempt_of_a_sync_function_has_a_span() {
    #[retry(span, name = "fetch", jitter = "none")]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        info!("body");
        calls.succeed_after(1)
    }
    assert_eq!(story(|| fetch(&Calls::default())), RECOVERED);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_of_an_async_function_has_a_span() {
    #[retry(span, name = "fetch", jitter = "none", on = [_])]
    async fn fetch(failures: &mut u32) -> Result<(), ()> {
        tokio::task::yield_now().await;
        info!("body");
        match failures.checked_sub(1) {
            None => Ok(()),
            Some(left) => {
                *failures = left;
                Err(())
            }
        }
    }
    let told = async_story(async { fetch(&mut 1).await }).await;
    assert_eq!(told, RECOVERED);
}

#[tokio::test(start_paused = true)]
async fn so_has_each_of_a_method_and_of_an_async_trait() {
    #[async_trait]
    trait Fetch {
        async fn by_box(&mut self) -> Result<(), ()>;
    }

    struct Client {
        failures: u32,
    }

    impl Client {
        fn ask(&mut self) -> Result<(), ()> {
            info!("body");
            if self.failures == 0 {
                return Ok(());
            }
            self.failures -= 1;
            Err(())
        }

        #[retry(span, name = "fetch", jitter = "none", on = [_])]
        async fn by_self(&mut self) -> Result<(), ()> {
            self.ask()
        }
    }

    #[async_trait]
    impl Fetch for Client {
        #[retry(span, name = "fetch", jitter = "none", on = [_])]
        async fn by_box(&mut self) -> Result<(), ()> {
            self.ask()
        }
    }

    let told = async_story(async { Client { failures: 1 }.by_self().await }).await;
    assert_eq!(told, RECOVERED);
    let told = async_story(async { Client { failures: 1 }.by_box().await }).await;
    assert_eq!(told, RECOVERED);
}

#[test]
fn the_wait_is_outside_of_it() {
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
fn it_stands_below_the_span_of_the_caller_and_above_that_of_the_body() {
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
            "-attempt name=\"span::fetch\" attempt=1 class=\"transient\" \
             otel.status_code=\"ERROR\"",
            "-page",
        ]
    );
}

#[test]
fn beside_instrument_it_stands_inside_or_outside() {
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

#[tokio::test(start_paused = true)]
async fn an_attempt_that_takes_too_long_ends_its_span() {
    #[derive(Debug, thiserror::Error)]
    #[error(transparent)]
    struct Failed(#[from] Interrupted);

    struct Told;
    impl Drop for Told {
        fn drop(&mut self) {
            info!("dropped");
        }
    }

    #[retry(span, attempt_timeout = "1s", max_attempts = 1, name = "fetch", on = [_])]
    async fn fetch() -> Result<(), Failed> {
        let _told = Told;
        std::future::pending().await
    }
    assert_eq!(
        async_story(fetch()).await,
        [
            "+attempt",
            "attempt: dropped",
            "-attempt name=\"fetch\" attempt=1 class=\"transient\" otel.status_code=\"ERROR\"",
        ]
    );
}

#[test]
fn what_the_breaker_turns_away_has_none() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(1).build();

    #[retry(span, breaker = BREAKER, name = "fetch", nested = "suppress", max_delay = "1s", jitter = "none")]
    fn fetch() -> Option<()> {
        info!("body");
        None
    }
    assert_eq!(
        story(fetch),
        [
            "+attempt",
            "attempt: body",
            "-attempt name=\"fetch\" attempt=1 class=\"transient\" otel.status_code=\"ERROR\" \
             delay=1s",
        ]
    );
}

#[test]
fn nested_functions_have_theirs_inside() {
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
fn it_ends_when_the_body_panics() {
    #[retry(span, name = "fetch")]
    fn fetch() -> Option<()> {
        panic!("in the body")
    }
    let told = story(|| {
        let caught = std::panic::catch_unwind(fetch);
        assert!(caught.is_err());
    });
    assert_eq!(told, ["+attempt", "-attempt name=\"fetch\" attempt=1"]);
}

#[test]
fn without_the_option_there_is_none() {
    #[retry]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    assert_eq!(story(|| fetch(&Calls::default())), [""; 0]);
}
