//! What the types of a value promise.

use reattempt::{Policy, Retry, RetryError};
use std::io;

const fn plain() -> Retry {
    Retry::new(Policy::new())
}

/// A function that takes any retry by its plain name.
fn fetch(retry: &Retry) -> io::Result<u32> {
    retry.call(|| Ok(1))
}

#[test]
fn a_plain_retry_has_a_name_and_small_hooks() {
    assert_eq!(fetch(&plain()).unwrap(), 1);
    assert!(size_of::<Retry>() <= 240, "{}", size_of::<Retry>());
}

#[test]
fn errors_of_every_kind_of_the_library_are_classified() {
    fn accepts<E: std::fmt::Display + reattempt::Classify>() {}

    accepts::<io::Error>();
    accepts::<Box<dyn std::error::Error>>();
    accepts::<Box<dyn std::error::Error + Send + Sync>>();
    accepts::<RetryError<io::Error>>();
}
