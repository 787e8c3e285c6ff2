//! `attempt` that binds no name, or one that is taken.

#![allow(unused_variables)]

use reattempt::retry;

enum Error {
    Io,
}

#[retry(attempt = url, on = [Io])]
fn argument(url: &str) -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = host, on = [Io])]
fn part_of_an_argument((host, port): (&str, u16)) -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = "attempt", on = [Io])]
fn string() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = _, on = [Io])]
fn nothing() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = self, on = [Io])]
fn keyword() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt, on = [Io])]
fn bare() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = this, on = [Io])]
fn unknown_method() -> Result<(), Error> {
    println!("{}", this.try_again());
    Ok(())
}

fn main() {}
