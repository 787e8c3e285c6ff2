use super::Candidate;
use crate::drive;
use crate::form::Form;
use crate::server::{Error, Server};
use std::hint::black_box;
use std::pin::Pin;
use std::thread;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "hand loop",
    forms: &[
        (Form::Sync, |load| drive::sync(load, call)),
        (Form::Async, |load| drive::asynchronous(load, call_async)),
        (Form::Layered, |load| drive::layered(load, call_async)),
        (Form::Wait, |load| drive::waits(load, yield_now)),
        (Form::Task, |load| drive::tasks(load, call_in_task)),
        (Form::Delay, |load| drive::delays(load, delays)),
        (Form::Boxed, |load| drive::asynchronous(load, call_boxed)),
        (Form::Method, |load| drive::sync(load, call_method)),
        (Form::When, |load| drive::sync(load, call)),
        (Form::Budget, |load| drive::sync(load, call)),
        (Form::ByPolicy, |load| drive::sync(load, call)),
        (Form::ByRetry, |load| drive::sync(load, call)),
    ],
};

#[inline(never)]
fn call(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match server.ask(id) {
            Ok(reply) => return Ok(reply + 1),
            Err(error) if attempt < 5 && error.is_busy() => {
                thread::sleep(Duration::ZERO);
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Where there is nothing to wait for, other tasks have their turn: tokio's timer would take a millisecond.
async fn call_async(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match server.answer(id).await {
            Ok(reply) => return Ok(reply + 1),
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
        match server.answer(id).await {
            Ok(reply) => return Ok(reply + 1),
            Err(error) if attempt < 5 && error.is_busy() => {
                sleep(Duration::from_secs(1)).await;
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

fn delays() -> impl Iterator<Item = Duration> {
    let max = 1 << 60;
    let mut full: u64 = 1_000_000;
    std::iter::repeat_with(move || {
        let delay = fastrand::u64(full / 2..=full);
        full = full.saturating_mul(2).min(max);
        Duration::from_nanos(delay)
    })
}

#[inline(never)]
fn call_boxed(
    server: &Server,
    id: u64,
) -> Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + '_>> {
    Box::pin(call_async(server, id))
}

struct Client<'a> {
    server: &'a Server,
    asked: u64,
}

impl Client<'_> {
    #[inline(never)]
    fn ask(&mut self, id: u64) -> Result<u64, Error> {
        let mut attempt = 1;
        loop {
            self.asked += 1;
            match self.server.ask(id) {
                Ok(reply) => return Ok(reply + 1),
                Err(error) if attempt < 5 && error.is_busy() => {
                    thread::sleep(Duration::ZERO);
                    attempt += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }
}

fn call_method(server: &Server, id: u64) -> Result<u64, Error> {
    let mut client = Client { server, asked: 0 };
    let result = black_box(&mut client).ask(id);
    black_box(client.asked);
    result
}
