//! `#[derive(Classify)]`: what it takes, and what the implementation answers.

mod fields;
mod forms;
mod generics;
mod hygiene;
mod kinds;
mod retry;
#[path = "../support/mod.rs"]
mod support;

use std::io;
use std::time::Duration;

use reattempt::{Class, Classify};

const SECOND: Duration = Duration::from_secs(1);

fn refused() -> io::Error {
    io::ErrorKind::ConnectionRefused.into()
}

/// An error that says of itself what it was made with.
#[derive(Debug)]
struct Inner(Class, Option<Duration>);

impl Classify for Inner {
    fn classify(&self) -> Class {
        self.0
    }

    fn retry_after(&self) -> Option<Duration> {
        self.1
    }

    fn is_hint_exact(&self) -> bool {
        true
    }

    fn kind(&self) -> &'static str {
        "Inner"
    }
}
