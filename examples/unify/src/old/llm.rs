#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use crate::error::CallError;

/// Doubles its delay, and knows an error by words in its text.
pub async fn call<T>(mut once: impl AsyncFnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    let mut delay = Duration::from_millis(500);
    let mut retries = 0;
    loop {
        match once().await {
            Ok(value) => return Ok(value),
            Err(error) => {
                let text = error.to_string();
                let is_retryable =
                    text.contains("429") || text.contains("503") || text.contains("timed out");
                if !is_retryable || retries == 3 {
                    return Err(error);
                }
                retries += 1;
                warn!("retry {retries} in {delay:?}: {text}");
                sleep(delay).await;
                delay *= 2;
            }
        }
    }
}
