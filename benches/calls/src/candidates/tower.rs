use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use std::time::Duration;
use tokio::time::{Sleep, sleep};
use tower::retry::{Policy, Retry};
use tower::{ServiceExt, service_fn};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tower",
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
    let policy = WhileBusy::new(5, Duration::ZERO);
    let service = service_fn(|id| async move { Ok(server.answer(id).await? + 1) });
    Retry::new(policy, service).oneshot(id).await
}

async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = WhileBusy::new(5, Duration::from_secs(1));
    let service = service_fn(|id| async move { Ok(server.answer(id).await? + 1) });
    Retry::new(policy, service).oneshot(id).await
}

#[derive(Clone)]
struct WhileBusy {
    retries_left: u32,
    delay: Duration,
}

impl WhileBusy {
    fn new(max_attempts: u32, delay: Duration) -> Self {
        WhileBusy {
            retries_left: max_attempts - 1,
            delay,
        }
    }
}

impl<T> Policy<u64, T, Error> for WhileBusy {
    type Future = Sleep;

    fn retry(&mut self, _: &mut u64, result: &mut Result<T, Error>) -> Option<Sleep> {
        let busy = result.as_ref().is_err_and(Error::is_busy);
        (busy && self.retries_left > 0).then(|| {
            self.retries_left -= 1;
            sleep(self.delay)
        })
    }

    fn clone_request(&mut self, id: &u64) -> Option<u64> {
        Some(*id)
    }
}
