//! Constants out of range: found by `cargo check`, and of another type.

use reattempt::{Policy, retry};
use std::time::Duration;

const NONE: u32 = 0;
const SIGNED: i64 = 3;
const HALF: f64 = 0.5;
const TWICE: f64 = 2.0;
const LONG: Duration = Duration::from_secs(3600);
const QUICK: Policy = Policy::builder().max_delay(Duration::from_secs(1)).build();

enum Error {
    Io,
}

#[retry(max_attempts = NONE, on = [Io])]
fn max_attempts() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = SIGNED, on = [Io])]
fn max_attempts_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = HALF, on = [Io])]
async fn factor() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = f64::NAN, on = [Io])]
fn factor_that_is_not_a_number() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = f64::INFINITY, on = [Io])]
fn factor_without_end() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = u32::MAX, on = [Io])]
fn factor_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = TWICE, on = [Io])]
fn jitter() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = f64::NAN, on = [Io])]
fn jitter_that_is_not_a_number() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = LONG, on = [Io])]
fn initial_delay_above_the_cap() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = ["1s", LONG], on = [Io])]
fn list_above_the_cap() -> Result<(), Error> {
    Ok(())
}

#[retry(policy = QUICK, initial_delay = "5s", on = [Io])]
fn above_the_cap_of_the_policy() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 0 + 1 - 1, initial_delay = Duration::from_secs(61), on = [Io])]
fn known_at_entry_only() -> Result<(), Error> {
    Ok(())
}

fn main() {}
