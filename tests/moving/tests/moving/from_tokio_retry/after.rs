use reattempt::retry;

use crate::server::{ApiError, Server};

#[retry(
    max_attempts = 5,
    initial_delay = "100ms",
    max_delay = "500ms",
    jitter = "none"
)]
pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    server.get().await
}
