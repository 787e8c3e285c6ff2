#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use crate::error::CallError;

/// A fixed number of tries, for any error.
pub async fn call<T>(mut once: impl AsyncFnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    const TRIES: u32 = 3;
    let mut last = None;
    for attempt in 1..=TRIES {
        match once().await {
            Ok(value) => return Ok(value),
            Err(error) => {
                warn!("attempt {attempt} failed: {error}");
                last = Some(error);
            }
        }
        if attempt < TRIES {
            sleep(Duration::from_secs(1)).await;
        }
    }
    Err(last.expect("it was tried"))
}
