//! Names that other retry libraries use: each shows ours, with the value converted.

use reattempt::retry;

const ATTEMPTS: u32 = 3;

enum Error {
    Io,
}

#[retry(max_retries = 3, on = [Io])]
fn retries() -> Result<(), Error> {
    Ok(())
}

#[retry(max_retries = ATTEMPTS, on = [Io])]
fn retries_from_a_constant() -> Result<(), Error> {
    Ok(())
}

#[retry(attempts = 5, tries = 5, retry_attempts = 5, times = 5, on = [Io])]
fn attempts() -> Result<(), Error> {
    Ok(())
}

#[retry(min_delay = "1s", base_delay = 1, delay = 100, backoff_max = "1m", on = [Io])]
fn delays() -> Result<(), Error> {
    Ok(())
}

#[retry(multiplier = 2, backoff_multiplier = 1.5, exponential_base = 3, on = [Io])]
fn factors() -> Result<(), Error> {
    Ok(())
}

#[retry(deadline = "1m", total_timeout = 60, timeout = "5s", operation_timeout = 5, on = [Io])]
async fn limits() -> Result<(), Error> {
    Ok(())
}

#[retry(retryable_errors = [Io], retry_on_exceptions = Io)]
fn selected() -> Result<(), Error> {
    Ok(())
}

#[retry(not_on = [Io], non_retryable_errors = [Io], on = [_])]
fn excepted() -> Result<(), Error> {
    Ok(())
}

#[retry(retry_if = |error| true, on_retry = log, notify = |error, delay| ())]
fn hooks() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = "constant", jitter = true, on = [Io])]
fn values() -> Result<(), Error> {
    Ok(())
}

fn main() {}
