//! `sleep` that does not wait the way the function does.

use reattempt::retry;
use std::time::Duration;

enum Error {
    Io,
}

#[retry(sleep = 5, on = [Io])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = "std::thread::sleep", on = [Io])]
fn string() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = async |delay| tokio::time::sleep(delay).await, on = [Io])]
fn async_closure_in_a_blocking_function() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = tokio::time::sleep, on = [Io])]
fn async_function_in_a_blocking_one() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = std::thread::sleep, on = [Io])]
async fn blocking_function_in_an_async_one() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = |delay| std::thread::sleep(delay), on = [Io])]
async fn blocking_closure_in_an_async_function() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = |millis: u64| std::thread::sleep(Duration::from_millis(millis)), on = [Io])]
fn closure_of_another_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = Duration::from_secs, on = [Io])]
fn function_of_another_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = Duration::ZERO, on = [Io])]
fn duration() -> Result<(), Error> {
    Ok(())
}

fn main() {}
