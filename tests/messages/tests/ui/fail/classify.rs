//! An error type that does not say which of its values are worth a retry.

use reattempt::retry;

enum Error {
    Io,
}

type Alias<T> = Result<T, Error>;

#[retry]
fn sync() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(max_attempts = 5)]
async fn asynchronous() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry]
fn through_an_alias() -> Alias<()> {
    Err(Error::Io)
}

#[retry(except = [Io])]
fn less_some() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry]
fn string() -> Result<(), String> {
    Ok(())
}

#[retry]
fn type_parameter<E>() -> Result<(), E> {
    Ok(())
}

fn main() {}
