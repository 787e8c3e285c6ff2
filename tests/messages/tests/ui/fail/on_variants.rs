//! Variants and fields that do not exist: the compiler's own errors, at the user's words.

use reattempt::retry;

enum Error {
    Io,
    Http { status: u16 },
    Other(String),
}

type Alias<T> = Result<T, Error>;

#[retry(on = [Io, Timeot])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Error::Timeout])]
fn misspelt_path() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Timeout])]
fn misspelt_through_an_alias() -> Alias<()> {
    Ok(())
}

#[retry(on = [Http { code: 503 }])]
fn unknown_field() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Http { status: "503", .. }])]
fn field_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Http { status: 503, .. }, Other(_, _)])]
fn wrong_number_of_fields() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [std::io::ErrorKind::NotFound])]
fn another_enum() -> Result<(), Error> {
    Ok(())
}

fn main() {}
