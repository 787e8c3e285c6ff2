#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::time::{Duration, Instant, SystemTime};

use tokio::time::sleep;
use tracing::warn;

use crate::error::CallError;

/// Goes on until a deadline, whatever the error, with a jitter of its own making.
pub async fn call<T>(
    deadline: Instant,
    mut once: impl AsyncFnMut() -> Result<T, CallError>,
) -> Result<T, CallError> {
    let mut attempt = 0;
    loop {
        let error = match once().await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        attempt += 1;
        let base = 100 * 2_u64.pow(attempt.min(3));
        let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let jitter = nanos.map_or(0, |now| u64::from(now.subsec_nanos()) % (base / 2));
        let delay = Duration::from_millis(base + jitter);
        if Instant::now() + delay > deadline {
            return Err(error);
        }
        warn!("websocket: {error}, again in {delay:?}");
        sleep(delay).await;
    }
}
