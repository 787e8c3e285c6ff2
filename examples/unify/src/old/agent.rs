#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use crate::error::CallError;

/// Calls itself, with one try less.
pub async fn call<T>(
    once: &mut impl AsyncFnMut() -> Result<T, CallError>,
    tries_left: u32,
) -> Result<T, CallError> {
    match once().await {
        Ok(value) => Ok(value),
        Err(error) if tries_left <= 1 => Err(error),
        Err(error) => {
            warn!("{error}; {} tries left", tries_left - 1);
            sleep(Duration::from_millis(200)).await;
            Box::pin(call(once, tries_left - 1)).await
        }
    }
}
