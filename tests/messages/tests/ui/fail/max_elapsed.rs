//! `max_elapsed` alone, of zero, or no duration.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(max_elapsed = "30s", on = [Io])]
fn alone() -> Result<(), Error> {
    Ok(())
}

#[retry(max_elapsed = "0s", max_attempts = 5, on = [Io])]
fn zero() -> Result<(), Error> {
    Ok(())
}

#[retry(max_elapsed = 30, max_attempts = 5, on = [Io])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(max_elapsed = seconds, max_attempts = 5, on = [Io])]
fn other_type(seconds: u64) -> Result<(), Error> {
    Ok(())
}

fn main() {}
