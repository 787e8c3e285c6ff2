//! `when` that is no predicate of the error.

use reattempt::retry;

enum Error {
    Io,
    Timeout,
}

fn of_a_number(number: &u32) -> bool {
    *number > 0
}

fn by_value(error: Error) -> bool {
    matches!(error, Error::Io)
}

#[retry(when = 5)]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(when = "is_timeout")]
fn string() -> Result<(), Error> {
    Ok(())
}

#[retry(when = || true)]
fn no_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(when = |error, attempt| true)]
fn two_arguments() -> Result<(), Error> {
    Ok(())
}

#[retry(when = async |error| true)]
async fn asynchronous() -> Result<(), Error> {
    Ok(())
}

#[retry(when = !is_io)]
fn negated() -> Result<(), Error> {
    Ok(())
}

#[retry(when = is_io || is_timeout)]
fn combined() -> Result<(), Error> {
    Ok(())
}

#[retry(when = of_a_number)]
fn function_of_another_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(when = by_value)]
fn function_by_value() -> Result<(), Error> {
    Ok(())
}

#[retry(when = |error: &String| error.is_empty())]
fn closure_of_another_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(when = |error| "yes")]
fn answer_of_another_type() -> Result<(), Error> {
    Ok(())
}

#[retry(when = |error| error.is_timeout())]
fn unknown_method() -> Result<(), Error> {
    Ok(())
}

#[retry(when = |_| attempts)]
fn argument(attempts: String) -> Result<(), Error> {
    Ok(())
}

fn main() {
    let _ = Error::Timeout;
}
