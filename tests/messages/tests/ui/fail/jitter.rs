//! `jitter` that is no kind and no fraction.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(jitter = 1.5, on = [Io])]
fn over_one() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = 25, on = [Io])]
fn percent() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = 25%, on = [Io])]
fn percent_sign() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = -0.25, on = [Io])]
fn negative() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = true, on = [Io])]
fn truth() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = full, on = [Io])]
fn without_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = "fulll", on = [Io])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = "decorrelated", on = [Io])]
fn strategy() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = "100ms", on = [Io])]
fn duration() -> Result<(), Error> {
    Ok(())
}

#[retry(jitter = 'f', on = [Io])]
fn other_literal() -> Result<(), Error> {
    Ok(())
}

fn main() {}
