use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tokio-retry2",
    dependencies: &["tokio-retry2"],
    sync: None,
    asynchronous: Some(Source {
        beside: &[],
        top: "
use std::time::Duration;

use tokio_retry2::strategy::{ExponentialFactorBackoff, jitter};
use tokio_retry2::RetryIf;
",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = ExponentialFactorBackoff::from_millis(100, 2.0)
        .max_delay(Duration::from_secs(10))
        .map(jitter)
        .take(4);
    let attempt = || async { Ok(server.answer(id).await? + NUMBER) };
    RetryIf::spawn(delays, attempt, Error::is_busy, |_: &Error, _| ()).await
}
",
    }),
};
