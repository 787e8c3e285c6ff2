//! `crate` that is no absolute path, or leads elsewhere.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(crate = reattempt, on = [Io])]
fn relative() -> Result<(), Error> {
    Ok(())
}

#[retry(crate = self::vendor::reattempt, on = [Io])]
fn relative_to_the_module() -> Result<(), Error> {
    Ok(())
}

#[retry(crate = "::reattempt", on = [Io])]
fn string() -> Result<(), Error> {
    Ok(())
}

#[retry(crate = 5, on = [Io])]
fn number() -> Result<(), Error> {
    Ok(())
}

fn main() {}
