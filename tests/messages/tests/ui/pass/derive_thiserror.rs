use std::time::Duration;

use reattempt::{Class, Classify, retry};

#[derive(Debug, thiserror::Error, Classify)]
enum FetchError {
    #[error("i/o: {0}")]
    #[classify(forward)]
    Io(#[from] std::io::Error),
    #[error("timed out")]
    #[classify(transient)]
    Timeout,
    #[error("slow down")]
    #[classify(throttled, after = wait)]
    Throttled { wait: Option<Duration> },
    #[error("no such page")]
    #[classify(permanent)]
    NotFound,
}

#[retry(max_attempts = 5, backoff = "exponential", on = [Io, Timeout])]
async fn fetch(_url: &str) -> Result<(), FetchError> {
    Err(FetchError::NotFound)
}

#[retry]
fn fetch_now(_url: &str) -> Result<(), FetchError> {
    std::fs::read("/nowhere/at/all")?;
    Ok(())
}

fn main() {
    drop(fetch("a"));
    let error = fetch_now("a").unwrap_err();
    assert_eq!(error.classify(), Class::Permanent);
    assert_eq!(error.kind(), "Io");
    let wait = Some(Duration::from_secs(1));
    assert_eq!(FetchError::Throttled { wait }.retry_after(), wait);
    assert_eq!(FetchError::Timeout.classify(), Class::Transient);
}
