//! What stands between names and values: commas, equals signs, parentheses.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(max_attempts = 3 backoff = "fixed" on = [Io])]
fn missing_commas() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 3; on = [Io])]
fn semicolon() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 3,, on = [Io])]
fn two_commas() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts: 3, backoff => "fixed", factor == 2, on [Io])]
fn no_equals_sign() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts(3), on(Io), except(Io, Other))]
fn parentheses() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts, backoff =, on)]
fn no_value() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 3 4, on = [Io])]
fn two_values() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = , on = [Io])]
fn value_forgotten() -> Result<(), Error> {
    Ok(())
}

#[retry = 3]
fn name_and_value() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = @, on = [Io])]
fn no_expression() -> Result<(), Error> {
    Ok(())
}

fn main() {}
