//! Spans for OpenTelemetry: one for the caller, and below it one for each attempt.
//!
//! ```console
//! cargo run --example opentelemetry
//! ```

use std::{
    error::Error,
    io,
    net::{SocketAddr, TcpListener},
};

use opentelemetry::{
    Value,
    trace::{SpanId, Status, TracerProvider as _},
};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use reattempt::retry;
use tokio::net::TcpStream;
use tracing::instrument;
use tracing_subscriber::layer::SubscriberExt as _;

#[retry(name = "connect", span, initial_delay = "20ms")]
async fn connect(servers: &mut Vec<SocketAddr>) -> io::Result<TcpStream> {
    let server = if servers.len() > 1 {
        servers.remove(0)
    } else {
        servers[0]
    };
    TcpStream::connect(server).await
}

/// The span of the caller.
#[instrument(skip_all)]
async fn page(mut servers: Vec<SocketAddr>) -> io::Result<()> {
    connect(&mut servers).await.map(drop)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // A program would export by OTLP; this one keeps the spans to look at them.
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("example"));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(layer))?;

    // Two servers that are gone, and one that is there.
    let gone = || TcpListener::bind("127.0.0.1:0")?.local_addr();
    let there = TcpListener::bind("127.0.0.1:0")?;
    page(vec![gone()?, gone()?, there.local_addr()?]).await?;

    let spans = exporter.get_finished_spans()?;
    let named = |name: &'static str| spans.iter().filter(move |span| span.name == name);
    let pages: Vec<&SpanData> = named("page").collect();
    let [page] = pages[..] else {
        panic!("one span of the caller, not {pages:?}")
    };
    assert_eq!(page.parent_span_id, SpanId::INVALID);
    println!("page");

    let mut resends = Vec::new();
    for attempt in named("attempt") {
        assert_eq!(attempt.parent_span_id, page.span_context.span_id());
        print(attempt);
        resends.push(resend_count(attempt));
    }
    assert_eq!(resends, [None, Some(1), Some(2)]);
    let failed = named("attempt").filter(|attempt| attempt.status != Status::Unset);
    assert_eq!(failed.count(), 2);
    provider.shutdown()?;
    Ok(())
}

fn resend_count(span: &SpanData) -> Option<i64> {
    let mut attributes = span.attributes.iter();
    let count = attributes.find(|it| it.key.as_str() == "http.request.resend_count")?;
    match count.value {
        Value::I64(count) => Some(count),
        _ => None,
    }
}

fn print(span: &SpanData) {
    let took = span
        .end_time
        .duration_since(span.start_time)
        .unwrap_or_default();
    println!("└ {} {took:.0?} {:?}", span.name, span.status);
    let ours = [
        "name",
        "attempt",
        "http.request.resend_count",
        "class",
        "delay",
    ];
    for attribute in &span.attributes {
        if ours.contains(&attribute.key.as_str()) {
            println!("    {} = {}", attribute.key, attribute.value);
        }
    }
}
