//! The next loop that somebody writes. Clippy stops it, by the `clippy.toml` of this package.

use std::time::Duration;

use tokio::time::sleep;

use crate::error::CallError;

pub async fn call<T>(mut once: impl AsyncFnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    loop {
        match once().await {
            Ok(value) => return Ok(value),
            Err(_) => sleep(Duration::from_secs(5)).await,
        }
    }
}
