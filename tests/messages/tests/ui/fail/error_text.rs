//! Errors that are no more than a text, or nothing.

use reattempt::{RetryError, retry};

#[retry]
fn text() -> Result<bool, String> {
    Ok(true)
}

#[retry(except = [Error::Io])]
async fn literal() -> Result<bool, &'static str> {
    Ok(true)
}

#[retry]
fn nothing() -> Result<bool, RetryError<()>> {
    Ok(true)
}

fn main() {}
