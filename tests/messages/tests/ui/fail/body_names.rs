//! Names in the body that do not exist; those of the loop around it do not either.

use reattempt::retry;

enum Error {
    Io,
}

#[retry(on = [Io])]
fn function() -> Result<u32, Error> {
    fetch()
}

#[retry(on = [Io])]
async fn variable() -> Result<u32, Error> {
    Ok(number)
}

#[retry(on = [Io])]
fn of_the_loop() -> Result<u32, Error> {
    println!("{state} {attempt} {outcome} {error}");
    Ok(1)
}

#[retry(on = [Io])]
fn loops() -> Result<u32, Error> {
    break;
}

fn main() {}
