#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use crate::error::CallError;

/// A fixed number of tries, for any error.
pub async fn call<T>(mut once: impl AsyncFnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    let mut result = once().await;
    for attempt in 1..3 {
        match result {
            Ok(value) => return Ok(value),
            Err(error) => warn!("attempt {attempt} failed: {error}"),
        }
        sleep(Duration::from_secs(1)).await;
        result = once().await;
    }
    result
}
