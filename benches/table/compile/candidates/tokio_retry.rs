//! Its base is also its factor: 2 ms, times 50.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tokio-retry",
    dependencies: &["tokio-retry"],
    sync: None,
    asynchronous: Some(Source {
        beside: &[],
        top: "
use std::time::Duration;

use tokio_retry::RetryIf;
use tokio_retry::strategy::{ExponentialBackoff, jitter};
",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = ExponentialBackoff::from_millis(2)
        .factor(50)
        .max_delay(Duration::from_secs(10))
        .map(jitter)
        .take(4);
    let attempt = || async { Ok(server.answer(id).await? + NUMBER) };
    RetryIf::start(delays, attempt, Error::is_busy).await
}
",
    }),
};
