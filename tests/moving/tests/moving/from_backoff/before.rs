use std::time::Duration;

use backoff::ExponentialBackoffBuilder;
use backoff::future::retry;

use crate::server::{ApiError, Server};

pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    let policy = ExponentialBackoffBuilder::new()
        .with_initial_interval(Duration::from_millis(200))
        .with_multiplier(1.5)
        .with_randomization_factor(0.0)
        .with_max_interval(Duration::from_millis(500))
        .with_max_elapsed_time(Some(Duration::from_secs(2)))
        .build();
    retry(policy, || async {
        server.get().await.map_err(|error| match error {
            ApiError::Busy => backoff::Error::transient(error),
            ApiError::SlowDown { wait } => backoff::Error::retry_after(error, wait),
            ApiError::NotFound => backoff::Error::permanent(error),
        })
    })
    .await
}
