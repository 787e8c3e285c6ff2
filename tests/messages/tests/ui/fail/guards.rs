//! `budget`, `breaker`, `nested` and `idempotent`: values they do not take.
use reattempt::{Budget, Interrupted, retry};

#[derive(Debug)]
enum Error {
    Io,
    Interrupted(Interrupted),
}

impl From<Interrupted> for Error {
    fn from(interrupted: Interrupted) -> Self {
        Self::Interrupted(interrupted)
    }
}

static BUDGET: Budget = Budget::new();

#[retry(budget = true, breaker = "main", nested = "never", idempotent = "no", on = [Io])]
fn wrong_values() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(breaker = BUDGET, on = [Io])]
fn no_breaker() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(budget = 500, on = [Io])]
fn number() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(nested = "bounded", on = [Io])]
fn bounded_by_nothing() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(idempotent = false, on = [Io])]
fn without_classes() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(idempotent = false, until = |done| *done, on = [Io])]
fn repeated_success() -> Result<bool, Error> {
    Err(Error::Io)
}

#[retry(idempotent = false)]
fn option() -> Option<()> {
    None
}

#[retry(breaker = BREAKER, on = [_])]
fn cannot_be_interrupted() -> Result<(), String> {
    Err(String::new())
}

static BREAKER: reattempt::Breaker = reattempt::Breaker::new();

fn main() {}
