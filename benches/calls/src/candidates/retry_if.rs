#![expect(
    unexpected_cfgs,
    reason = "the attribute asks for a feature of the crate it stands in"
)]

use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use retry_if::{ExponentialBackoffConfig, retry};
use std::time::Duration;
use tokio::time::sleep;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "retry-if",
    forms: &[
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| {
            drive::waits(load, || sleep(Duration::ZERO));
        }),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
    ],
};

#[retry(AT_ONCE, is_busy)]
async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

#[retry(AFTER_A_SECOND, is_busy)]
async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

const AT_ONCE: ExponentialBackoffConfig = ExponentialBackoffConfig {
    max_retries: 4,
    t_wait: Duration::ZERO,
    backoff: 1.0,
    t_wait_max: None,
    backoff_max: None,
};

const AFTER_A_SECOND: ExponentialBackoffConfig = ExponentialBackoffConfig {
    t_wait: Duration::from_secs(1),
    ..AT_ONCE
};

fn is_busy<T>(result: &Result<T, Error>) -> bool {
    result.as_ref().is_err_and(Error::is_busy)
}
