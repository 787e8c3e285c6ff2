//! What the measured functions call.

use reattempt::{Class, Classify};
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Neither `Copy` nor free to drop, as errors are.
#[derive(Debug)]
pub(crate) enum Error {
    Busy,
    Refused(String),
}

impl Error {
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self, Error::Busy)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Busy => f.write_str("busy"),
            Error::Refused(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Error::Busy => Class::Transient,
            Error::Refused(_) => Class::Permanent,
        }
    }
}

/// Fails as often as it was told to, then answers.
#[derive(Default)]
pub(crate) struct Server {
    failures_left: AtomicU32,
}

impl Server {
    /// Failures above so many are refusals, those below say that the server is busy.
    pub(crate) const BUSY: u32 = u32::MAX / 2;

    pub(crate) fn fail(&self, times: u32) {
        self.failures_left.store(times, Relaxed);
    }

    #[cfg(test)]
    pub(crate) fn failures_left(&self) -> u32 {
        self.failures_left.load(Relaxed)
    }

    #[inline(never)]
    pub(crate) fn ask(&self, id: u64) -> Result<u64, Error> {
        match self.failures_left.load(Relaxed) {
            0 => Ok(id),
            left => {
                self.failures_left.store(left - 1, Relaxed);
                if left > Self::BUSY {
                    return Err(Error::Refused(String::from("not today")));
                }
                Err(Error::Busy)
            }
        }
    }

    #[expect(clippy::unused_async, reason = "stands for a call that may wait")]
    pub(crate) async fn answer(&self, id: u64) -> Result<u64, Error> {
        self.ask(id)
    }
}
