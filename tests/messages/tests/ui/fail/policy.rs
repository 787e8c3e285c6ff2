//! `policy` that is none.

use reattempt::{Policy, retry};
use std::time::Duration;

enum Error {
    Io,
}

#[retry(policy = "QUICK", on = [Io])]
fn string() -> Result<(), Error> {
    Ok(())
}

#[retry(policy = 5, on = [Io])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(policy = Duration::ZERO, on = [Io])]
fn constant_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(policy = Policy::builder().max_attempts(5), on = [Io])]
fn builder() -> Result<(), Error> {
    Ok(())
}

fn main() {}
