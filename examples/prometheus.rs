//! Metrics for Prometheus: a service that calls two others, one of them slow to start and one down, and
//! what it answers at `/metrics`.
//!
//! ```console
//! cargo run --example prometheus --features metrics
//! ```

use std::{
    error::Error,
    io,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use axum::{Router, extract::State, routing::get};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use reattempt::{Breaker, retry};
use tokio::{net::TcpListener, time::sleep};

static PRICES: Breaker = Breaker::builder().consecutive_failures(20).build();

/// Fails twice, then works.
#[retry(name = "stock", initial_delay = "20ms")]
async fn stock() -> io::Result<u32> {
    static FAILURES: AtomicU32 = AtomicU32::new(2);
    sleep(Duration::from_millis(1)).await;
    let take = |left: u32| left.checked_sub(1);
    match FAILURES.fetch_update(Relaxed, Relaxed, take) {
        Ok(_) => Err(io::ErrorKind::ConnectionRefused.into()),
        Err(_) => Ok(7),
    }
}

/// Is down, until the breaker makes no more calls.
#[retry(name = "prices", initial_delay = "5ms", max_delay = "20ms", budget, breaker = PRICES)]
async fn price() -> io::Result<u32> {
    sleep(Duration::from_millis(1)).await;
    Err(io::ErrorKind::TimedOut.into())
}

async fn page() -> String {
    let stock = stock().await.map_or("?".to_owned(), |n| n.to_string());
    let price = price().await.map_or("?".to_owned(), |n| n.to_string());
    format!("{stock} in stock, {price} each")
}

async fn metrics(State(prometheus): State<PrometheusHandle>) -> String {
    // Budgets fill up by successes, which tell nobody: their gauges are set here.
    reattempt::metrics::collect();
    prometheus.render()
}

fn recorder() -> Result<PrometheusHandle, Box<dyn Error>> {
    // Without buckets the exporter makes summaries of histograms, which do not add up over servers.
    let attempts = Matcher::Full("reattempt_call_attempts".to_owned());
    let delay = Matcher::Full("reattempt_delay_seconds".to_owned());
    let prometheus = PrometheusBuilder::new()
        .set_buckets_for_metric(attempts, &[1.0, 2.0, 3.0, 5.0, 10.0])?
        .set_buckets_for_metric(delay, &[0.01, 0.1, 1.0, 10.0, 60.0])?
        .install_recorder()?;
    reattempt::metrics::describe();
    Ok(prometheus)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let routes = Router::new()
        .route("/", get(page))
        .route("/metrics", get(metrics))
        .with_state(recorder()?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, routes).await });

    let client = reqwest::Client::builder().no_proxy().build()?;
    let get = async |path: &str| {
        client
            .get(format!("{url}{path}"))
            .send()
            .await?
            .text()
            .await
    };
    for _ in 0..10 {
        assert_eq!(get("/").await?, "7 in stock, ? each");
    }
    let text = get("/metrics").await?;
    println!("{text}");

    for line in [
        r#"reattempt_attempts_total{name="stock",class="unsent"} 2"#,
        r#"reattempt_calls_total{name="stock",outcome="recovered"} 1"#,
        r#"reattempt_call_attempts_bucket{name="stock",le="3"} 1"#,
        // 20 failures until the circuit was open. The last attempt of the seventh call was not let through.
        r#"reattempt_attempts_total{name="prices",class="transient"} 20"#,
        r#"reattempt_calls_total{name="prices",outcome="attempts"} 6"#,
        r#"reattempt_calls_total{name="prices",outcome="circuit_open"} 4"#,
        r#"reattempt_breaker_state{name="prices",state="open"} 1"#,
    ] {
        assert!(text.lines().any(|found| found == line), "no {line}");
    }
    Ok(())
}
