//! `except` that takes away nothing, everything, or what `on` has just given.

use reattempt::retry;

enum Error {
    Io,
    Timeout,
}

#[retry(except = [])]
fn empty() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Io, Timeout], except = [Timeout])]
fn in_both() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Error::Io, Timeout], except = [Io])]
fn in_both_under_two_names() -> Result<(), Error> {
    Ok(())
}

#[retry(except = [_], on = [Io])]
fn everything() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [_], except = [Io, Io])]
fn twice() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [_], except = [Closed])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [_], except = Io)]
fn without_brackets() -> Result<(), Error> {
    Ok(())
}

fn main() {}
