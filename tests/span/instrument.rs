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
    let spans = Spans::default();
    let subscriber = registry().with(spans.clone());
    let _guard = tracing::subscriber::set_default(subscriber);
    assert_eq!(call.await, Err("no"));
    spans.0.load(Relaxed)
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
