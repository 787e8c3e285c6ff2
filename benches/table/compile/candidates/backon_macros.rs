//! The attribute takes only a path to what builds the policy, so that is a function.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "backon-macros",
    dependencies: &["backon", "backon-macros"],
    sync: Some(Source {
        beside: &[],
        top: TOP,
        function: "
#[backon(backoff = policy_NUMBER, when = Error::is_busy)]
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + NUMBER)
}

fn policy_NUMBER() -> ExponentialBuilder {
    ExponentialBuilder::new()
        .with_max_times(4)
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(10))
        .with_jitter()
}
",
    }),
    asynchronous: Some(Source {
        beside: &[],
        top: TOP,
        function: "
#[backon(backoff = policy_NUMBER, when = Error::is_busy)]
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + NUMBER)
}

fn policy_NUMBER() -> ExponentialBuilder {
    ExponentialBuilder::new()
        .with_max_times(4)
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(10))
        .with_jitter()
}
",
    }),
};

const TOP: &str = "
use std::time::Duration;

use backon::ExponentialBuilder;
use backon_macros::backon;
";
