//! `min_delay`, `increment` and `throttled_delay`: values and company they do not take.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(min_delay = "100ms", on = [Io])]
fn first_wait_or_floor() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(min_delay = "6s", initial_delay = "1s", max_delay = "5s", on = [Io])]
fn above_the_cap() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(increment = "1s", throttled_delay = 5, on = [Io])]
fn not_linear() -> Result<(), Error> {
    Err(Error::Io)
}

fn main() {}
