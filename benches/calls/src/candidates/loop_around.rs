//! The loop around the body as it stands: whatever is in there, with `?` and `return`, stays as it is.

use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use std::thread;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "loop around",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| drive::waits(load, yield_now)),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
    ],
};

#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result: Result<u64, Error> = (|| Ok(server.ask(id)? + 1))();
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < 5 && error.is_busy() => {
                thread::sleep(Duration::ZERO);
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result: Result<u64, Error> = async { Ok(server.answer(id).await? + 1) }.await;
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < 5 && error.is_busy() => {
                yield_now().await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result: Result<u64, Error> = async { Ok(server.answer(id).await? + 1) }.await;
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < 5 && error.is_busy() => {
                sleep(Duration::from_secs(1)).await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
