//! Options of later versions: refused by name, and their values checked all the same.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(budget, on = [Io])]
fn budget() -> Result<(), Error> {
    Ok(())
}

#[retry(breaker = BREAKER, on = [Io])]
fn breaker() -> Result<(), Error> {
    Ok(())
}

#[retry(nested = "suppress", on = [Io])]
fn nested() -> Result<(), Error> {
    Ok(())
}

#[retry(idempotent = false, on = [Io])]
fn idempotent() -> Result<(), Error> {
    Ok(())
}

#[retry(budget = true, breaker = "main", nested = "never", idempotent = "no", on = [Io])]
fn wrong_as_well() -> Result<(), Error> {
    Ok(())
}

fn main() {}
