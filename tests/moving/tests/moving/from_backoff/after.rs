use reattempt::retry;

use crate::server::{ApiError, Server};

#[retry(
    max_attempts = unlimited,
    max_elapsed = "2s",
    initial_delay = "200ms",
    factor = 1.5,
    jitter = "none",
    max_delay = "500ms",
    max_retry_after = "2s"
)]
pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    server.get().await
}
