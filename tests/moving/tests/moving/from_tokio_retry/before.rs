use std::time::Duration;

use tokio_retry::RetryIf;
use tokio_retry::strategy::ExponentialBackoff;

use crate::server::{ApiError, Server};

pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    let delays = ExponentialBackoff::from_millis(2) // 2, 4, 8 ..
        .factor(50) // 100 ms, 200 ms, 400 ms ..
        .max_delay(Duration::from_millis(500))
        .take(4);
    RetryIf::start(
        delays,
        || server.get(),
        |error: &ApiError| *error != ApiError::NotFound,
    )
    .await
}
