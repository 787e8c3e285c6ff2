//! `attempt_timeout` where a call cannot be ended, of zero, or without an error to end it with.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(attempt_timeout = "5s", on = [Io])]
fn blocking() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt_timeout = "0s", on = [Io])]
async fn zero() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt_timeout = 5, on = [Io])]
async fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt_timeout = seconds, on = [_])]
async fn other_type(seconds: u64) -> Result<(), std::io::Error> {
    Ok(())
}

#[retry(attempt_timeout = "5s", on = [Io])]
async fn error_that_cannot_stand_for_it() -> Result<(), Error> {
    Ok(())
}

fn main() {}
