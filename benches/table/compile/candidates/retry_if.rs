//! Has no jitter, so its functions are spared that.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "retry-if",
    dependencies: &["retry-if"],
    sync: None,
    asynchronous: Some(Source {
        beside: &["tokio", "tracing"],
        top: "
#![allow(unexpected_cfgs)]

use std::time::Duration;

use retry_if::{ExponentialBackoffConfig, retry};

fn is_busy<T>(result: &Result<T, Error>) -> bool {
    result.as_ref().is_err_and(Error::is_busy)
}
",
        function: "
const POLICY_NUMBER: ExponentialBackoffConfig = ExponentialBackoffConfig {
    max_retries: 4,
    t_wait: Duration::from_millis(100),
    backoff: 2.0,
    t_wait_max: None,
    backoff_max: Some(Duration::from_secs(10)),
};

#[retry(POLICY_NUMBER, is_busy)]
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + NUMBER)
}
",
    }),
};
