//! What a call allocates: nothing if it succeeds at once, at most one thing if it retries.

use allocation_counter::measure;
use reattempt::retry;
use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::sleep;

#[derive(Debug)]
enum Error {
    Busy,
}

/// Fails as often as it was told to, then answers.
struct Server {
    failures_left: Cell<u32>,
}

impl Server {
    fn failing(times: u32) -> Self {
        Server {
            failures_left: Cell::new(times),
        }
    }

    fn ask(&self) -> Result<(), Error> {
        let left = self.failures_left.get();
        self.failures_left.set(left.saturating_sub(1));
        if left == 0 { Ok(()) } else { Err(Error::Busy) }
    }
}

#[retry(max_attempts = 4, backoff = "fixed", initial_delay = "0s", on = [Busy])]
fn sync(server: &Server) -> Result<(), Error> {
    server.ask()
}

#[retry(max_attempts = 4, initial_delay = "1ns", on = [Busy])]
fn sync_with_delay(server: &Server) -> Result<(), Error> {
    server.ask()
}

#[retry(max_attempts = 4, backoff = "fixed", initial_delay = "0s", on = [Busy])]
async fn without_delay(server: &Server) -> Result<(), Error> {
    server.ask()
}

#[retry(max_attempts = 4, on = [Busy])]
async fn with_timer(server: &Server) -> Result<(), Error> {
    server.ask()
}

/// What a call that retries may allocate: one thing, and for metrics the labels of each that it adds to,
/// two with every retry and up to three at its end.
fn allowed(retries: u32) -> u64 {
    if cfg!(feature = "metrics") {
        1 + 2 * u64::from(retries) + 3
    } else {
        1
    }
}

fn allocations(call: impl FnOnce()) -> u64 {
    measure(call).count_total
}

fn poll_until_ready<T>(mut future: Pin<&mut dyn Future<Output = T>>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

fn paused_runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().unwrap();
    // What the runtime allocates when it first waits is not ours.
    runtime.block_on(async { sleep(Duration::from_secs(1)).await });
    runtime
}

#[test]
fn a_success_allocates_nothing() {
    let server = Server::failing(0);

    assert_eq!(allocations(|| sync(&server).unwrap()), 0);
    assert_eq!(allocations(|| sync_with_delay(&server).unwrap()), 0);
    assert_eq!(
        allocations(|| poll_until_ready(pin!(without_delay(&server))).unwrap()),
        0
    );
    let runtime = paused_runtime();
    assert_eq!(
        allocations(|| runtime.block_on(with_timer(&server)).unwrap()),
        0
    );
}

#[test]
fn retries_of_a_sync_call_allocate_at_most_once() {
    for failures in 1..=3 {
        let server = Server::failing(failures);
        assert!(allocations(|| sync(&server).unwrap()) <= allowed(failures));

        let server = Server::failing(failures);
        assert!(allocations(|| sync_with_delay(&server).unwrap()) <= allowed(failures));
    }
}

#[test]
fn retries_without_delay_allocate_at_most_once() {
    for failures in 1..=3 {
        let server = Server::failing(failures);
        let call = pin!(without_delay(&server));
        assert!(allocations(|| poll_until_ready(call).unwrap()) <= allowed(failures));
    }
}

#[test]
#[cfg(feature = "tokio")]
fn retries_on_a_timer_allocate_at_most_once() {
    let runtime = paused_runtime();
    for failures in 1..=3 {
        let server = Server::failing(failures);
        let call = || runtime.block_on(with_timer(&server)).unwrap();
        assert!(allocations(call) <= allowed(failures));
    }
}

#[test]
fn giving_up_allocates_at_most_once() {
    let server = Server::failing(100);
    assert!(allocations(|| assert!(sync(&server).is_err())) <= allowed(3));
}
