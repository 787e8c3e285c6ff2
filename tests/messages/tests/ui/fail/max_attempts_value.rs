//! `max_attempts` by an expression of another type, or that does not exist.

use reattempt::retry;

struct Client {
    attempts: usize,
}

enum Error {
    Io,
}

impl Client {
    #[retry(max_attempts = self.attempts, on = [Io])]
    fn field_of_another_type(&self) -> Result<(), Error> {
        Ok(())
    }

    #[retry(max_attempts = self.tries, on = [Io])]
    fn unknown_field(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[retry(max_attempts = limit(1, 2), on = [Io])]
fn call() -> Result<(), Error> {
    Ok(())
}

fn limit() -> u32 {
    3
}

fn main() {}
