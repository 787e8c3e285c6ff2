use tokio_retry2::strategy::ExponentialFactorBackoff;
use tokio_retry2::{Retry, RetryError};

use crate::server::{ApiError, Server};

pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    let delays = ExponentialFactorBackoff::from_millis(100, 2.0)
        .max_delay_millis(500)
        .take(4);
    Retry::spawn(delays, || async {
        server.get().await.map_err(|error| match error {
            ApiError::NotFound => RetryError::permanent(error),
            _ => RetryError::transient(error),
        })
    })
    .await
}
