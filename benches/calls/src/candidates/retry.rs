use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use retry::OperationResult;
use retry::delay::{Exponential, NoDelay, jitter};
use std::time::Duration;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "retry",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Delay, |load| drive::delays(load, delays)),
    ],
};

#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    let attempt = || match server.ask(id) {
        Ok(reply) => OperationResult::Ok(reply + 1),
        Err(error) if error.is_busy() => OperationResult::Retry(error),
        Err(error) => OperationResult::Err(error),
    };
    retry::retry(NoDelay.take(4), attempt).map_err(|failed| failed.error)
}

fn delays() -> impl Iterator<Item = Duration> {
    let max = Duration::from_secs(10_000_000);
    Exponential::from_millis(1)
        .map(move |delay| delay.min(max))
        .map(jitter)
}
