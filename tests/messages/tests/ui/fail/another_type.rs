//! Types of the user's own that are called like ours, by their bare names: one error each. With a path they are
//! told apart: `pass/own_names.rs`.

use reattempt::retry;

mod other {
    pub struct RetryError<E>(pub E);

    pub type Option<T> = Result<T, std::io::Error>;
}

use other::{Option, RetryError};

enum Error {
    Io,
}

fn call() -> Result<(), RetryError<Error>> {
    Err(RetryError(Error::Io))
}

#[retry(on = [_])]
fn retry_error() -> Result<(), RetryError<Error>> {
    call()?;
    Err(RetryError(Error::Io))
}

#[retry(on = [_], until = |_| true)]
async fn retry_error_async() -> Result<(), RetryError<Error>> {
    call()?;
    Err(RetryError(Error::Io))
}

#[retry]
fn option() -> Option<String> {
    std::fs::read_to_string("page")
}

#[retry(until = |page| page.is_empty())]
async fn option_async() -> Option<String> {
    Ok(std::fs::read_to_string("page")?)
}

fn main() {}
