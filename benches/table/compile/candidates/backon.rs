use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "backon",
    dependencies: &["backon"],
    sync: Some(Source {
        beside: &[],
        top: "
use std::time::Duration;

use backon::{BlockingRetryable, ExponentialBuilder};
",
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ExponentialBuilder::new()
        .with_max_times(4)
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(10))
        .with_jitter();
    (|| Ok(server.ask(id)? + NUMBER)).retry(policy).when(Error::is_busy).call()
}
",
    }),
    asynchronous: Some(Source {
        beside: &[],
        top: "
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ExponentialBuilder::new()
        .with_max_times(4)
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(10))
        .with_jitter();
    (|| async { Ok(server.answer(id).await? + NUMBER) }).retry(policy).when(Error::is_busy).await
}
",
    }),
};
