//! What the tests of `#[derive(Classify)]` have in common.

use std::io;
use std::time::Duration;

use reattempt::{Class, Classify};

pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) fn refused() -> io::Error {
    io::ErrorKind::ConnectionRefused.into()
}

/// An error that says of itself what it was made with.
#[derive(Debug)]
pub(crate) struct Inner(pub(crate) Class, pub(crate) Option<Duration>);

impl Classify for Inner {
    fn classify(&self) -> Class {
        self.0
    }

    fn retry_after(&self) -> Option<Duration> {
        self.1
    }

    fn kind(&self) -> &'static str {
        "Inner"
    }
}
