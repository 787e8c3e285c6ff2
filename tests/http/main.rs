//! A client that retries itself against real HTTP servers. Without the feature `anyhow-1` only the
//! module about statuses is left out.

mod broken;
mod connection;
mod idempotent;
mod server;
#[cfg(feature = "anyhow-1")]
mod status;
#[path = "../support/mod.rs"]
mod support;
mod token;

use std::time::Duration;

use reattempt::classify::http_1::{CheckStatus, StatusError};
use reattempt::{Classify, RetryError, retry};
use reqwest::Client;

use broken::Fault;
use server::{Reply, Server, Starting};
use support::{StillClock, secs};

/// Long enough for an answer on loopback; only servers that stall make a test wait for it.
const TIMEOUT: Duration = Duration::from_millis(400);

/// Whatever keeps a page from being fetched.
#[derive(Debug, thiserror::Error, Classify)]
#[error(transparent)]
#[classify(forward)]
enum FetchError {
    Http(#[from] reqwest::Error),
    Status(#[from] StatusError),
}

/// Fetches a page. Between attempts it would wait 1 s, 2 s and 4 s.
#[retry(max_attempts = 4, jitter = "none")]
async fn fetch(client: &Client, url: &str) -> Result<String, RetryError<FetchError>> {
    fetch_once(client, url).await
}

async fn fetch_once(client: &Client, url: &str) -> Result<String, FetchError> {
    let response = client.get(url).send().await?.check_status()?;
    Ok(response.text().await?)
}

fn client() -> Client {
    Client::builder()
        .no_proxy()
        .timeout(TIMEOUT)
        .build()
        .expect("a client")
}

/// Runs `call` without waiting between attempts; its outcome, and what it would have waited for.
async fn timed<F: Future>(call: F) -> (F::Output, Vec<Duration>) {
    let clock = StillClock::new();
    let output = clock.scope().wrap(call).await;
    (output, clock.waits())
}
