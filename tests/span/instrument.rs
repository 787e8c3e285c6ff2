//! `#[instrument]`: above `#[retry]` one span an attempt, below it one span in all.

use reattempt::retry;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use tracing::instrument;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry;

#[instrument]
#[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
fn above() -> Result<(), &'static str> {
    Err("no")
}

#[instrument]
#[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
async fn above_async() -> Result<(), &'static str> {
    tokio::task::yield_now().await;
    Err("no")
}

#[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
#[instrument]
fn below() -> Result<(), &'static str> {
    Err("no")
}

#[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
#[instrument]
async fn below_async() -> Result<(), &'static str> {
    tokio::task::yield_now().await;
    Err("no")
}

/// Counts the spans that are opened.
#[derive(Clone, Default)]
struct Spans(Arc<AtomicU32>);

impl<S: tracing::Subscriber> Layer<S> for Spans {
    fn on_new_span(
        &self,
        _: &tracing::span::Attributes<'_>,
        _: &tracing::span::Id,
        _: Context<'_, S>,
    ) {
        self.0.fetch_add(1, Relaxed);
    }
}

async fn spans(call: impl Future<Output = Result<(), &'static str>>) -> u32 {
    let (result, spans) = spans_of(call).await;
    assert_eq!(result, Err("no"));
    spans
}

/// What the call returns, and how many spans it opens.
pub(crate) async fn spans_of<T>(call: impl Future<Output = T>) -> (T, u32) {
    let spans = Spans::default();
    let subscriber = registry().with(spans.clone());
    let _guard = tracing::subscriber::set_default(subscriber);
    let returned = call.await;
    (returned, spans.0.load(Relaxed))
}

#[tokio::test]
async fn instrument_above_retry_opens_one_span_an_attempt() {
    assert_eq!(spans(async { above() }).await, 3);
    assert_eq!(spans(above_async()).await, 3);
}

#[tokio::test]
async fn instrument_below_retry_opens_one_span_in_all() {
    assert_eq!(spans(async { below() }).await, 1);
    assert_eq!(spans(below_async()).await, 1);
}

/// What an extractor gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct State(Arc<AtomicU32>);

impl State {
    pub(crate) async fn fail(&self) -> Result<u32, String> {
        tokio::task::yield_now().await;
        match self.0.fetch_add(1, Relaxed) {
            0 | 1 => Err("no".to_owned()),
            before => Ok(before + 1),
        }
    }
}

#[instrument(skip(state))]
#[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
async fn by_value(state: State, page: String) -> Result<u32, String> {
    assert_eq!(page, "page");
    state.fail().await
}

#[instrument(err, ret, skip_all)]
#[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
async fn with_err_and_ret(state: State, page: String) -> Result<u32, String> {
    assert_eq!(page, "page");
    state.fail().await
}

struct Client {
    state: State,
    calls: u32,
}

impl Client {
    #[instrument(skip(self))]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
    async fn by_mutable_reference(&mut self, page: String) -> Result<u32, String> {
        assert_eq!(page, "page");
        self.calls += 1;
        self.state.fail().await
    }
}

#[tokio::test]
async fn below_instrument_arguments_by_value_and_a_mutable_self_are_there_in_every_attempt() {
    let state = State::default;
    assert_eq!(by_value(state(), "page".to_owned()).await, Ok(3));
    assert_eq!(with_err_and_ret(state(), "page".to_owned()).await, Ok(3));
    let mut client = Client {
        state: state(),
        calls: 0,
    };
    let page = client.by_mutable_reference("page".to_owned()).await;
    assert_eq!((page, client.calls), (Ok(3), 3));
    // In a task, as a handler is.
    let task = tokio::spawn(by_value(state(), "page".to_owned()));
    assert_eq!(task.await.unwrap(), Ok(3));
}
