//! An option written twice: each repetition, whatever its value.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(max_attempts = 3, on = [Io], max_attempts = 5)]
fn twice() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 3, max_attempts = 3, max_attempts = 3, on = [Io])]
fn three_times() -> Result<(), Error> {
    Ok(())
}

#[retry(factor = 2, factor = 0.5, on = [Io])]
fn second_one_wrong_as_well() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Io], on = [Other])]
fn lists() -> Result<(), Error> {
    Ok(())
}

fn main() {}
