//! All mistakes of one attribute at once; callers of the function see no error.

use reattempt::retry;

#[derive(Debug)]
enum Error {
    Io,
}

#[retry(
    max_atempts = 5,
    backof = "fixed",
    initial_delay = 100,
    factor = 0.5,
    jitter = 25,
    on = [Io, "Timeout", io],
    clone = [request],
    name = "",
    name = "twice"
    until = true,
)]
fn ten(url: &str) -> Result<usize, Error> {
    Ok(url.len())
}

#[retry(max_attempts = 0, max_elapsed = "0s", on = [])]
async fn three(url: &str) -> Result<usize, Error> {
    Ok(url.len())
}

#[retry(max_attempts = 0, on = [TimedOut, NotFound])]
fn with_an_error_type_without_variants() -> std::io::Result<usize> {
    Ok(1)
}

#[retry(max_attempts = 0)]
fn with_the_function() {}

async fn caller() -> Result<usize, Error> {
    let length: usize = ten("page")? + three("page").await?;
    with_the_function();
    with_an_error_type_without_variants().map_err(|_| Error::Io)?;
    Ok(length)
}

fn main() {
    let _ = caller();
}
