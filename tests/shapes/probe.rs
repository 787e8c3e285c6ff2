//! What stands in each body: it counts the calls and says how each of them ends.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What a row's call came to, whatever its return type: the value, or the error's text.
pub(crate) type Outcome = Result<u32, String>;

pub(crate) fn outcome(result: Result<u32, impl ToString>) -> Outcome {
    result.map_err(|error| error.to_string())
}

/// The error of every shape that may choose.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("call {0} failed")]
    Io(u32),
    #[error("call {0} failed")]
    Timeout(u32),
}

/// The calls of one row's body: how many there were, and how many of them fail.
pub(crate) struct Calls {
    made: AtomicU32,
    failing: AtomicU32,
}

impl Calls {
    /// Starts over; the first `failing` calls will fail.
    pub(crate) fn reset(&self, failing: u32) {
        self.made.store(0, Relaxed);
        self.failing.store(failing, Relaxed);
    }

    pub(crate) fn made(&self) -> u32 {
        self.made.load(Relaxed)
    }

    /// Counts one call; its number.
    pub(crate) fn count(&self) -> u32 {
        self.made.fetch_add(1, Relaxed) + 1
    }

    pub(crate) fn next_succeeds(&self) -> bool {
        self.made() >= self.failing.load(Relaxed)
    }
}

/// Counts the calls of one body and makes them fail.
pub(crate) struct Probe<E, T = u32> {
    pub(crate) calls: Calls,
    error: fn(u32) -> E,
    value: fn(u32) -> T,
}

impl<E> Probe<E> {
    pub(crate) const fn new(error: fn(u32) -> E) -> Self {
        Self::with_value(error, |call| call)
    }
}

impl<E, T> Probe<E, T> {
    pub(crate) const fn with_value(error: fn(u32) -> E, value: fn(u32) -> T) -> Self {
        Self {
            calls: Calls {
                made: AtomicU32::new(0),
                failing: AtomicU32::new(0),
            },
            error,
            value,
        }
    }

    /// Counts one call; its number comes back, or the error that carries it.
    pub(crate) fn call(&self) -> Result<T, E> {
        let succeeds = self.calls.next_succeeds();
        let call = self.calls.count();
        if succeeds {
            Ok((self.value)(call))
        } else {
            Err((self.error)(call))
        }
    }

    /// The same, suspended once on its way.
    pub(crate) async fn later(&self) -> Result<T, E> {
        tokio::task::yield_now().await;
        self.call()
    }

    /// The error of the latest call.
    pub(crate) fn error(&self) -> E {
        (self.error)(self.calls.made())
    }

    /// The value whose text is `text`.
    pub(crate) fn read(&self, text: &str) -> T {
        (self.value)(text.parse().expect("the number of a call"))
    }
}
