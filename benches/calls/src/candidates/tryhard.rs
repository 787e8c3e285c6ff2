use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use std::time::Duration;
use tokio::time::sleep;
use tryhard::{RetryPolicy, retry_fn};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tryhard",
    forms: &[
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| {
            drive::waits(load, || sleep(Duration::ZERO));
        }),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
    ],
};

async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    retry_fn(|| async { Ok(server.answer(id).await? + 1) })
        .retries(4)
        .custom_backoff(|_, error: &Error| while_busy(error, Duration::ZERO))
        .await
}

async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    retry_fn(|| async { Ok(server.answer(id).await? + 1) })
        .retries(4)
        .custom_backoff(|_, error: &Error| while_busy(error, Duration::from_secs(1)))
        .await
}

/// Its own backoffs retry every error.
fn while_busy(error: &Error, delay: Duration) -> RetryPolicy {
    if error.is_busy() {
        RetryPolicy::Delay(delay)
    } else {
        RetryPolicy::Break
    }
}
