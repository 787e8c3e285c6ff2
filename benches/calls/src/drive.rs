//! Calls a function as its load says.

#[cfg(test)]
use crate::check;
use crate::load::{Load, What};
use crate::server::{Error, Server};
use std::hint::black_box;
use std::iter;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

pub(crate) fn sync(load: Load, mut call: impl FnMut(&Server, u64) -> Result<u64, Error>) {
    let server = Server::default();
    let ids = 0..u64::from(load.count);
    let replies: u64 = match load.what {
        // What the loop itself does is in the count, so it does little.
        What::Success | What::SuccessOnTokio => ids
            .map(|id| reply(call(black_box(&server), black_box(id))))
            .sum(),
        What::OneRetry => ids
            .map(|id| {
                server.fail(1);
                reply(call(black_box(&server), black_box(id)))
            })
            .sum(),
        #[cfg(test)]
        What::Check => return check::sync(call),
    };
    black_box(replies);
}

fn reply(result: Result<u64, Error>) -> u64 {
    result.expect("an answer")
}

pub(crate) fn asynchronous(
    load: Load,
    mut call: impl AsyncFnMut(&Server, u64) -> Result<u64, Error>,
) {
    match load.what {
        // Without a runtime, whose cost would hide what is being counted.
        What::Success => sync(load, |server, id| poll_until_ready(call(server, id))),
        What::SuccessOnTokio | What::OneRetry => runtime().block_on(async {
            let server = Server::default();
            for id in 0..u64::from(load.count) {
                if load.what == What::OneRetry {
                    server.fail(1);
                }
                let call = pin!(call(black_box(&server), black_box(id)));
                black_box(reply(await_dyn(call).await));
            }
        }),
        #[cfg(test)]
        What::Check => sync(load, |server, id| runtime().block_on(call(server, id))),
    }
}

/// As [`asynchronous`], with two functions between that do nothing but await and add.
pub(crate) fn layered(load: Load, mut call: impl AsyncFnMut(&Server, u64) -> Result<u64, Error>) {
    asynchronous(load, async |server, id| outer(&mut call, server, id).await);
}

async fn outer(
    call: &mut impl AsyncFnMut(&Server, u64) -> Result<u64, Error>,
    server: &Server,
    id: u64,
) -> Result<u64, Error> {
    Ok(inner(call, server, id).await? + 1)
}

async fn inner(
    call: &mut impl AsyncFnMut(&Server, u64) -> Result<u64, Error>,
    server: &Server,
    id: u64,
) -> Result<u64, Error> {
    Ok(call(server, id).await? + 1)
}

/// What a retry would wait for, as often.
pub(crate) fn waits(load: Load, wait: impl AsyncFn()) {
    runtime().block_on(async {
        for _ in 0..load.count {
            await_dyn(pin!(wait())).await;
        }
    });
}

/// Each in a task of its own, by a server of its own that is busy twice, all at once.
pub(crate) fn tasks<F>(load: Load, call: impl Fn(&'static Server, u64) -> F)
where
    F: Future<Output = Result<u64, Error>> + Send + 'static,
{
    let busy_twice = || {
        let server = Server::default();
        server.fail(2);
        server
    };
    let servers = iter::repeat_with(busy_twice).take(load.count as usize);
    let servers: &[Server] = Vec::leak(servers.collect());
    runtime().block_on(async {
        #[cfg(test)]
        let start = tokio::time::Instant::now();
        let tasks: Vec<JoinHandle<_>> = servers
            .iter()
            .map(|server| tokio::spawn(call(server, 7)))
            .collect();
        for task in tasks {
            assert!(task.await.expect("a task that does not panic").is_ok());
        }
        #[cfg(test)]
        check::two_seconds_since(start);
    });
}

/// Drawn in sequences, so that what a sequence costs to start hardly counts.
pub(crate) fn delays<I: Iterator<Item = Duration>>(load: Load, start: impl Fn() -> I) {
    const SEQUENCE: u32 = 32;

    for _ in 0..load.count / SEQUENCE {
        let mut delays = start();
        for _ in 0..SEQUENCE {
            black_box(delays.next()).expect("a delay");
        }
    }
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    #[cfg(test)]
    builder.start_paused(true);
    builder.enable_time().build().expect("a runtime")
}

/// Polls through `dyn Future`, as an executor does, so that inlining flatters nobody.
fn poll_until_ready<F: Future>(future: F) -> F::Output {
    let mut future: Pin<&mut dyn Future<Output = F::Output>> = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = black_box(future.as_mut()).poll(&mut context) {
            return output;
        }
    }
}

async fn await_dyn<T>(future: Pin<&mut (dyn Future<Output = T> + '_)>) -> T {
    black_box(future).await
}
