use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};

use crate::server::{ApiError, Server};

const POLICY: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(125))
    .with_max_delay(Duration::from_millis(500))
    .with_max_times(4);

pub(crate) async fn load(server: &Server) -> Result<String, ApiError> {
    (|| server.get())
        .retry(POLICY)
        .when(|error| *error != ApiError::NotFound)
        .adjust(|error, delay| match error {
            ApiError::SlowDown { wait } => delay.map(|_| *wait),
            _ => delay,
        })
        .await
}
