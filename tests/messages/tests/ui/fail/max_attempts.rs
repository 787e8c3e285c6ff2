//! `max_attempts` that is no number of calls.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(max_attempts = 0, on = [Io])]
fn none() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = -1, on = [Io])]
fn negative() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 5000000000, on = [Io])]
fn overlarge() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 2.5, on = [Io])]
fn fraction() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = "5", on = [Io])]
fn digits_in_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = "unlimited", on = [Io])]
fn word_in_quotes() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = "five", on = [Io])]
fn number_in_words() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 5usize, on = [Io])]
fn other_type() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 1e400, on = [Io])]
fn infinite() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = true, on = [Io])]
fn truth() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = Some(3), on = [Io])]
fn option() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = None, on = [Io])]
fn no_limit() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = forever, on = [Io])]
fn other_word() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = unlimitted, on = [Io])]
fn misspelt() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = unlimited, initial_delay = "0s", on = [Io])]
fn unlimited_without_wait() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = unlimited, backoff = ["1s", "0s"], on = [Io])]
fn unlimited_without_last_wait() -> Result<(), Error> {
    Ok(())
}

fn main() {}
