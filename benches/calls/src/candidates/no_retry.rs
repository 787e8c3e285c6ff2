use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "no retry",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
    ],
};

#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + 1)
}

async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}
