//! What the measured functions call.

use reattempt::{Class, Classify};
use std::cell::Cell;
use std::fmt;

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
    failures_left: Cell<u32>,
}

impl Server {
    pub(crate) fn fail(&self, times: u32) {
        self.failures_left.set(times);
    }

    #[inline(never)]
    pub(crate) fn ask(&self, id: u64) -> Result<u64, Error> {
        match self.failures_left.get() {
            0 => Ok(id),
            u32::MAX => Err(Error::Refused(String::from("not today"))),
            left => {
                self.failures_left.set(left - 1);
                Err(Error::Busy)
            }
        }
    }

    #[expect(clippy::unused_async, reason = "stands for a call that may wait")]
    pub(crate) async fn answer(&self, id: u64) -> Result<u64, Error> {
        self.ask(id)
    }
}
