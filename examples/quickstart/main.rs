//! A function that fetches a page and retries itself, against a server that has a bad start.
//!
//! ```console
//! cargo run --example quickstart
//! ```

mod server;

use std::{
    error::Error,
    io,
    time::{Duration, Instant},
};

use reattempt::retry;
use reqwest::{Client, StatusCode};
use server::Server;

#[derive(Debug, thiserror::Error)]
enum FetchError {
    /// Nothing came back that could be used, and later may be different.
    #[error("i/o: {0}")]
    Io(#[from] io::Error),
    #[error("timed out")]
    Timeout,
    /// The server's own answer. Asking again would not change it.
    #[error("the server answered {0}")]
    Status(StatusCode),
}

#[retry(max_attempts = 5, backoff = "exponential", on = [Io, Timeout], initial_delay = "50ms")]
async fn fetch(client: &Client, url: &str) -> Result<String, FetchError> {
    let response = client.get(url).send().await?;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, "503 Service Unavailable").into());
    }
    Ok(response.error_for_status()?.text().await?)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The attempt log goes through `tracing`; without a subscriber it costs nothing and says nothing.
    tracing_subscriber::fmt()
        .with_timer(tracing_subscriber::fmt::time::uptime())
        .init();

    let client = Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(200))
        .build()?;
    let server = Server::start()?;
    let start = Instant::now();

    let page = fetch(&client, &server.url("/")).await?;
    println!("\nthe page: {page}");
    println!(
        "requests the server saw: {}, in {:.0?}",
        server.requests(),
        start.elapsed()
    );
    // One it never answered, one it answered with 503, and the page. The refused ones never arrived.
    assert_eq!(server.requests(), 3);

    let missing = fetch(&client, &server.url("/missing")).await.unwrap_err();
    println!("\nanother page: {missing}");
    println!("requests the server saw: {}", server.requests() - 3);
    // `Status` is not in `on`, so there was no second try.
    assert_eq!(server.requests(), 4);
    Ok(())
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Timeout;
        }
        if let Some(status) = error.status() {
            return Self::Status(status);
        }
        // What the operating system said is the innermost cause.
        let mut kind = io::ErrorKind::Other;
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(inner) = inner.downcast_ref::<io::Error>() {
                kind = inner.kind();
            }
            cause = inner.source();
        }
        Self::Io(kind.into())
    }
}
