use reattempt::{RetryError, retry};

use crate::server::{ApiError, Server};

#[retry(max_attempts = 5, initial_delay = "1ms", jitter = "none")]
pub(crate) fn load(server: &Server) -> Result<String, RetryError<ApiError>> {
    server.get_blocking()
}
