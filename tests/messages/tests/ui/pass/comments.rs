//! Comments and line breaks between options, and other attributes on either side.

use reattempt::retry;

#[derive(Debug)]
enum Error {
    Io,
    Timeout,
}

/// Documentation above.
#[retry(
    // A number of calls,
    max_attempts = 2, /* the first one included, */
    on = [
        Io, // and
        Timeout,
    ],
    initial_delay = "0s", // not long
)]
/// Documentation below.
#[must_use]
#[allow(clippy::missing_errors_doc)]
fn fetch(calls: &mut u32) -> Result<u32, Error> {
    #![allow(clippy::needless_return)]
    *calls += 1;
    return Err(if *calls == 1 {
        Error::Io
    } else {
        Error::Timeout
    });
}

fn main() {
    let mut calls = 0;
    assert!(matches!(fetch(&mut calls), Err(Error::Timeout)));
    assert_eq!(calls, 2);
}
