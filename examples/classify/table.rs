//! One line an error.

use std::fmt::Display;
use std::time::Duration;

use reattempt::{Class, Classify};

/// What an error is expected to be classified as; with the wait that the server asked for, if it did.
pub(crate) type Expected = (Class, Option<Duration>);

pub(crate) const UNSENT: Expected = (Class::Unsent, None);
pub(crate) const TRANSIENT: Expected = (Class::Transient, None);
pub(crate) const PERMANENT: Expected = (Class::Permanent, None);

pub(crate) fn head() {
    print("class", "after", "kind", "what happened", &"error");
}

/// Prints what `error` is classified as, and fails if that is not what is expected.
pub(crate) fn line<E: Classify + Display>(happened: &str, expected: Expected, error: &E) {
    let (class, after) = (error.classify(), error.retry_after());
    let shown = after.map_or_else(String::new, |after| format!("{after:?}"));
    print(class.as_str(), &shown, error.kind(), happened, error);
    assert_eq!((class, after), expected, "{happened}");
}

fn print(class: &str, after: &str, kind: &str, happened: &str, error: &dyn Display) {
    println!("{class:<9}  {after:<5}  {kind:<14}  {happened:<34}  {error}");
}
