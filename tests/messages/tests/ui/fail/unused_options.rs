//! Options that the strategy would silently ignore.

use reattempt::{Backoff, RetryContext, retry};
use std::time::Duration;

enum Error {
    Io,
}

#[derive(Debug)]
struct Own;

impl Backoff for Own {
    fn delay(&self, _: &RetryContext) -> Duration {
        Duration::ZERO
    }
}

static OWN: Own = Own;

#[retry(backoff = "fixed", factor = 2, on = [Io])]
fn factor_with_fixed() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = ["1s"], factor = 2, initial_delay = "1s", on = [Io])]
fn factor_and_first_wait_with_a_list() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = OWN, factor = 2, initial_delay = "1s", on = [Io])]
fn factor_and_first_wait_with_an_own_backoff() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = "decorrelated", jitter = "full", on = [Io])]
fn jitter_with_decorrelated() -> Result<(), Error> {
    Ok(())
}

fn main() {}
