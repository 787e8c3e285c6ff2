//! How the measured functions are called.

use crate::server::{Error, Server};
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use tokio::runtime::Builder;

#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) calls: u32,
    /// How often each call fails before it succeeds.
    pub(crate) failures: u32,
}

impl Load {
    pub(crate) fn successes(calls: u32) -> Self {
        Load { calls, failures: 0 }
    }

    pub(crate) fn calls_with_one_retry(calls: u32) -> Self {
        Load { calls, failures: 1 }
    }

    pub(crate) fn retries_of_one_call(failures: u32) -> Self {
        Load { calls: 1, failures }
    }

    /// A contender that does not retry is called until it succeeds: its count is that of the attempts.
    pub(crate) fn put_on(self, mut call: impl FnMut(&Server, u64) -> Result<u64, Error>) {
        let server = Server::default();
        for id in 0..u64::from(self.calls) {
            server.fail(self.failures);
            while black_box(&call(black_box(&server), black_box(id))).is_err() {}
        }
    }

    /// Without a runtime, whose cost would hide what is being counted.
    pub(crate) fn put_on_async(
        self,
        mut call: impl AsyncFnMut(&Server, u64) -> Result<u64, Error>,
    ) {
        self.put_on(|server, id| poll_until_ready(call(server, id)));
    }

    pub(crate) fn put_on_tokio(
        self,
        mut call: impl AsyncFnMut(&Server, u64) -> Result<u64, Error>,
    ) {
        let runtime = Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a runtime");
        self.put_on(|server, id| runtime.block_on(call(server, id)));
    }
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
