use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use backon::{BackoffBuilder, BlockingRetryable, ConstantBuilder, ExponentialBuilder, Retryable};
use std::time::Duration;
use tokio::task::yield_now;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "backon",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| drive::waits(load, yield_now)),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
        (Form::Delay, |load| drive::delays(load, delays)),
    ],
};

#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ConstantBuilder::new()
        .with_delay(Duration::ZERO)
        .with_max_times(4);
    (|| Ok(server.ask(id)? + 1))
        .retry(policy)
        .when(Error::is_busy)
        .call()
}

async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ConstantBuilder::new()
        .with_delay(Duration::ZERO)
        .with_max_times(4);
    (|| async { Ok(server.answer(id).await? + 1) })
        .retry(policy)
        .sleep(|_| yield_now())
        .when(Error::is_busy)
        .await
}

async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ConstantBuilder::new()
        .with_delay(Duration::from_secs(1))
        .with_max_times(4);
    (|| async { Ok(server.answer(id).await? + 1) })
        .retry(policy)
        .when(Error::is_busy)
        .await
}

fn delays() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_millis(1))
        .with_max_delay(Duration::from_secs(10_000_000))
        .without_max_times()
        .with_jitter()
        .build()
}
