//! `factor` that does not grow, or that is no number.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(factor = 0.5, on = [Io])]
fn shrinking() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = -2, on = [Io])]
fn negative() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = 1e10, on = [Io])]
fn overlarge() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = "2", on = [Io])]
fn in_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = 2u32, on = [Io])]
fn other_type() -> Result<(), Error> {
    Ok(())
}

fn main() {}
