use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "retry",
    dependencies: &["retry"],
    sync: Some(Source {
        beside: &[],
        top: "
use std::time::Duration;

use retry::OperationResult;
use retry::delay::{Exponential, jitter};

fn by_kind(result: Result<u64, Error>) -> OperationResult<u64, Error> {
    match result {
        Ok(value) => OperationResult::Ok(value),
        Err(error) if error.is_busy() => OperationResult::Retry(error),
        Err(error) => OperationResult::Err(error),
    }
}
",
        function: "
pub fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = Exponential::from_millis(100)
        .map(|delay| delay.min(Duration::from_secs(10)))
        .map(jitter)
        .take(4);
    let attempt = || Ok(server.ask(id)? + NUMBER);
    retry::retry(delays, || by_kind(attempt())).map_err(|failed| failed.error)
}
",
    }),
    asynchronous: None,
};
