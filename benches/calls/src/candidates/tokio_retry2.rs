use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use std::time::Duration;
use tokio::time::sleep;
use tokio_retry2::RetryIf;
use tokio_retry2::strategy::{ExponentialFactorBackoff, FixedInterval, jitter};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tokio-retry2",
    forms: &[
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| {
            drive::waits(load, || sleep(Duration::ZERO));
        }),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
        (Form::Delay, |load| drive::delays(load, delays)),
    ],
};

async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = FixedInterval::new(Duration::ZERO).take(4);
    let attempt = || async { Ok(server.answer(id).await? + 1) };
    RetryIf::spawn(delays, attempt, Error::is_busy, |_: &Error, _| ()).await
}

async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = FixedInterval::new(Duration::from_secs(1)).take(4);
    let attempt = || async { Ok(server.answer(id).await? + 1) };
    RetryIf::spawn(delays, attempt, Error::is_busy, |_: &Error, _| ()).await
}

fn delays() -> impl Iterator<Item = Duration> {
    ExponentialFactorBackoff::from_millis(1, 2.0)
        .max_delay(Duration::from_secs(10_000_000))
        .map(jitter)
}
