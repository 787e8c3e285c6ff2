//! `backoff` that is no strategy, no list of delays and no static.

#![allow(unused_variables)]

use reattempt::retry;

enum Error {
    Io,
}

struct NoBackoff;

static NO_BACKOFF: NoBackoff = NoBackoff;

#[retry(backoff = "exponentail", on = [Io])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = "quick", on = [Io])]
fn from_nowhere() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = exponential, on = [Io])]
fn without_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = "5s", on = [Io])]
fn duration() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = 5, on = [Io])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = [], on = [Io])]
fn empty_list() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = [100, "1", "2 parsecs", "-1s"], on = [Io])]
fn list_of_anything() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = ["1s", wait], on = [Io])]
fn list_known_too_late(wait: std::time::Duration) -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = ["1s", "5m"], on = [Io])]
fn list_above_default_cap() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = ["1s", "5s"], max_delay = "2s", on = [Io])]
fn list_above_cap() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = NO_BACKOFF, on = [Io])]
fn static_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = u64::from(3_u8), on = [Io])]
fn call() -> Result<(), Error> {
    Ok(())
}

fn main() {}
