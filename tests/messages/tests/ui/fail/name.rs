//! `name` that names nothing.

use reattempt::retry;

const NAME: &str = "fetch";

enum Error {
    Io,
}

#[retry(name = "", on = [Io])]
fn empty() -> Result<(), Error> {
    Ok(())
}

#[retry(name = "  ", on = [Io])]
fn blank() -> Result<(), Error> {
    Ok(())
}

#[retry(name = fetch, on = [Io])]
fn without_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(name = NAME, on = [Io])]
fn constant() -> Result<(), Error> {
    Ok(())
}

#[retry(name = b"fetch", on = [Io])]
fn bytes() -> Result<(), Error> {
    Ok(())
}

fn main() {}
