//! Ceilings of configuration that are none.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(config_max_attempts = 0, on = [Io])]
fn none() -> Result<(), Error> {
    Ok(())
}

#[retry(config_max_attempts = unlimited, on = [Io])]
fn unlimited() -> Result<(), Error> {
    Ok(())
}

#[retry(config_max_delay = 30, on = [Io])]
fn without_unit() -> Result<(), Error> {
    Ok(())
}

#[retry(config_max_delay = "5m", config_max_delay = "6m", on = [Io])]
fn twice() -> Result<(), Error> {
    Ok(())
}

#[retry(config_max_atempts = 3, on = [Io])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

fn main() {}
