//! `retry_after` that gives no hint.

use reattempt::retry;
use std::time::Duration;

struct Error {
    wait: u64,
}

#[retry(retry_after = "1s", on = [_])]
fn duration() -> Result<(), Error> {
    Ok(())
}

#[retry(retry_after = || None, on = [_])]
fn no_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(retry_after = |error| error.wait, on = [_])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(retry_after = |error: &Error| Duration::from_secs(error.wait), on = [_])]
fn not_an_option() -> Result<(), Error> {
    Ok(())
}

#[retry(retry_after = |error: &Error| Some(Duration::from_secs(error.wait)))]
fn option() -> Option<()> {
    None
}

fn main() {}
