//! `on` that lists nothing, one thing twice, or what is no variant.

use reattempt::retry;

enum Error {
    Io,
    Timeout,
    Http { status: u16 },
}

#[retry(on = [])]
fn empty() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Io, Timeout, Io])]
fn twice() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Io, Error::Io])]
fn twice_under_two_names() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [_, Io])]
fn everything_and_more() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Http { status: 500..=599 }, Http])]
fn part_and_whole() -> Result<(), Error> {
    Ok(())
}

#[retry(on = Io)]
fn without_brackets() -> Result<(), Error> {
    Ok(())
}

#[retry(on = ["Io"])]
fn strings() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Io | Timeout])]
fn bars() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [io, time_out])]
fn lower_case() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [!Io])]
fn negated() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Http { status } if status >= 500])]
fn guard() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [503])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(on = |error| matches!(error, Error::Io))]
fn closure() -> Result<(), Error> {
    Ok(())
}

fn main() {}
