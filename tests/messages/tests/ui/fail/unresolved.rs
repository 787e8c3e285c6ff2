//! Names in options that do not exist: the compiler's own errors, at the user's words.

use reattempt::retry;

enum Error {
    Io,
}

struct Client;

#[retry(max_attempts = LIMIT, on = [Io])]
fn max_attempts() -> Result<(), Error> {
    Ok(())
}

#[retry(backoff = GENTLE, on = [Io])]
fn backoff() -> Result<(), Error> {
    Ok(())
}

#[retry(initial_delay = Duration::from_millis(5), on = [Io])]
fn initial_delay() -> Result<(), Error> {
    Ok(())
}

#[retry(on = [Missing::Io])]
fn on() -> Result<(), Error> {
    Ok(())
}

#[retry(when = is_transient)]
fn when() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = |event| statistics::count(event), on = [Io])]
fn on_event() -> Result<(), Error> {
    Ok(())
}

#[retry(policy = SLOW, on = [Io])]
fn policy() -> Result<(), Error> {
    Ok(())
}

#[retry(sleep = pause, on = [Io])]
fn sleep() -> Result<(), Error> {
    Ok(())
}

#[retry(attempt = this, on = [Io])]
fn attempt() -> Result<(), Error> {
    println!("{}", attempt.number());
    Ok(())
}

impl Client {
    #[retry(max_attempts = self.attempts, on = [Io])]
    fn without_self(client: &Self) -> Result<(), Error> {
        Ok(())
    }
}

fn main() {}
