//! `RetryError` behind an alias, which the attribute does not see through: what is suggested is right for it too.

use reattempt::{RetryError, retry};

enum Error {
    Io,
}

type Failure = RetryError<Error>;

type Outcome<T> = Result<T, Failure>;

fn call() -> Outcome<()> {
    loop {}
}

#[retry]
fn without_class() -> Result<(), Failure> {
    call()
}

#[retry(on = [_], until = |_| true)]
fn interrupted() -> Outcome<()> {
    call()
}

fn main() {}
