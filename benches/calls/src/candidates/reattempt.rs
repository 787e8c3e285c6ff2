use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use reattempt::{Policy, Retry, retry};
use std::hint::black_box;
use std::pin::Pin;
use std::time::Duration;
use tokio::task::yield_now;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "reattempt",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| drive::waits(load, yield_now)),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
        (Form::Delay, |load| drive::delays(load, delays)),
        (Form::Boxed, |load| drive::asynchronous(load, call_boxed)),
        (Form::Method, |load| drive::sync(load, call_method)),
        (Form::When, |load| drive::sync(load, with_when)),
        (Form::Budget, |load| drive::sync(load, with_budget)),
        (Form::ByPolicy, |load| drive::sync(load, by_policy)),
        (Form::ByRetry, |load| drive::sync(load, by_retry)),
    ],
};

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", on = [Busy])]
#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + 1)
}

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", on = [Busy])]
async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "1s", jitter = "none", on = [Busy])]
async fn call_in_task(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.answer(id).await? + 1)
}

fn delays() -> impl Iterator<Item = Duration> {
    const POLICY: Policy = Policy::builder()
        .unlimited()
        .initial_delay(Duration::from_millis(1))
        .max_delay(Duration::from_secs(10_000_000))
        .build();

    POLICY.delays(7)
}

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", on = [Busy])]
#[inline(never)]
fn call_boxed(
    server: &Server,
    id: u64,
) -> Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + '_>> {
    Box::pin(async move { Ok(server.answer(id).await? + 1) })
}

struct Client<'a> {
    server: &'a Server,
    asked: u64,
}

impl Client<'_> {
    #[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", on = [Busy])]
    #[inline(never)]
    fn ask(&mut self, id: u64) -> Result<u64, Error> {
        self.asked += 1;
        Ok(self.server.ask(id)? + 1)
    }
}

fn call_method(server: &Server, id: u64) -> Result<u64, Error> {
    let mut client = Client { server, asked: 0 };
    let result = black_box(&mut client).ask(id);
    black_box(client.asked);
    result
}

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", when = Error::is_busy)]
#[inline(never)]
fn with_when(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + 1)
}

#[retry(max_attempts = 5, backoff = "fixed", initial_delay = "0s", on = [Busy], budget)]
#[inline(never)]
fn with_budget(server: &Server, id: u64) -> Result<u64, Error> {
    Ok(server.ask(id)? + 1)
}

const AT_ONCE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::ZERO)
    .build();

#[inline(never)]
fn by_policy(server: &Server, id: u64) -> Result<u64, Error> {
    AT_ONCE.call(|| Ok(server.ask(id)? + 1))
}

static RETRY: Retry = Retry::new(AT_ONCE);

#[inline(never)]
fn by_retry(server: &Server, id: u64) -> Result<u64, Error> {
    RETRY.call(|| Ok(server.ask(id)? + 1))
}
