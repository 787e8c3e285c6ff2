//! Its own backoffs retry every error and have no jitter, so this one is the user's.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tryhard",
    dependencies: &["tryhard"],
    sync: None,
    asynchronous: Some(Source {
        beside: &["fastrand"],
        top: "
use std::time::Duration;

use tryhard::{RetryPolicy, retry_fn};

fn delay(attempt: u32, initial: Duration, max: Duration, error: &Error) -> RetryPolicy {
    if !error.is_busy() {
        return RetryPolicy::Break;
    }
    let full = initial.saturating_mul(1 << (attempt - 1)).min(max);
    let full = full.as_nanos() as u64;
    RetryPolicy::Delay(Duration::from_nanos(fastrand::u64(full / 2..=full)))
}
",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    retry_fn(|| async { Ok(server.answer(id).await? + NUMBER) })
        .retries(4)
        .custom_backoff(|attempt, error: &Error| {
            delay(attempt, Duration::from_millis(100), Duration::from_secs(10), error)
        })
        .await
}
",
    }),
};
