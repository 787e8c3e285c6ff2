use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use backon::ConstantBuilder;
use backon_macros::backon;
use std::time::Duration;
use tokio::task::yield_now;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "backon-macros",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| drive::waits(load, yield_now)),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
    ],
};

#[backon(backoff = at_once, when = Error::is_busy)]
#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + 1)
}

#[backon(backoff = at_once, when = Error::is_busy, sleep = pause)]
async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

#[backon(backoff = after_a_second, when = Error::is_busy)]
async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

fn at_once() -> ConstantBuilder {
    ConstantBuilder::new()
        .with_delay(Duration::ZERO)
        .with_max_times(4)
}

fn after_a_second() -> ConstantBuilder {
    ConstantBuilder::new()
        .with_delay(Duration::from_secs(1))
        .with_max_times(4)
}

fn pause(_: Duration) -> impl Future<Output = ()> {
    yield_now()
}
