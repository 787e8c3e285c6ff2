//! What the compiler warns of in a body, it warns of in a retried one, and of nothing more.

#![deny(warnings)]
#![allow(dead_code)]

use reattempt::retry;

enum Error {
    Io,
}

#[retry(on = [Io])]
fn variable() -> Result<u32, Error> {
    let unused = 1;
    Ok(1)
}

#[retry(on = [Io])]
async fn argument(unused: u32) -> Result<u32, Error> {
    Ok(1)
}

#[retry(on = [Io])]
fn mutable(mut number: u32) -> Result<u32, Error> {
    Ok(number)
}

#[retry(on = [Io])]
fn unreachable() -> Result<u32, Error> {
    return Ok(1);
    Ok(2)
}

#[retry(on = [Io])]
async fn assigned(mut number: u32) -> Result<u32, Error> {
    number = 2;
    Ok(1)
}

#[retry(on = [Io])]
async fn result() -> Result<u32, Error> {
    variable();
    Ok(1)
}

/// Nothing to warn of: a label of the attribute is not seen here.
#[retry(on = [Io])]
fn label() -> Result<u32, Error> {
    '__body: {
        if variable()? == 1 {
            break '__body Ok(1);
        }
        Ok(2)
    }
}

fn main() {}
