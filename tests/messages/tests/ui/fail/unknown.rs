//! Names that are no options: misspelt, and from nowhere near.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(max_atempts = 3, on = [Io])]
fn misspelt() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(maxDelay = "5s", on = [Io])]
fn in_camel_case() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(colour = "red", on = [Io])]
fn from_nowhere() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(verbose, on = [Io])]
fn flag() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(Io)]
fn variant() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(5, "100ms", "fixed", |error| true, [Io])]
fn without_names() -> Result<u32, Error> {
    Err(Error::Io)
}

#[retry(policy.max_attempts = 5, retry::on = [Io])]
fn more_than_one_word() -> Result<u32, Error> {
    Err(Error::Io)
}

fn main() {
    let calls = [
        misspelt(),
        in_camel_case(),
        from_nowhere(),
        flag(),
        variant(),
        without_names(),
        more_than_one_word(),
    ];
    let _: u32 = calls.into_iter().filter_map(Result::ok).sum();
}
