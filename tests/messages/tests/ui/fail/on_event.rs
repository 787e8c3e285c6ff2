//! `on_event` that cannot be told of an event.

use reattempt::{Event, retry};

struct Error;

fn of_an_error(_: &Error) {}

fn of_events_of_another_error(_: &Event<'_, String>) {}

#[retry(on_event = 5, on = [_])]
fn number() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = |error, delay| (), on = [_])]
fn two_arguments() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = async |event| (), on = [_])]
async fn asynchronous() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = of_an_error, on = [_])]
fn function_of_another_argument() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = of_events_of_another_error, on = [_])]
fn function_of_another_error() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = |event| event.attempts, on = [_])]
fn field_of_one_event() -> Result<(), Error> {
    Ok(())
}

#[retry(on_event = |event| true, on = [_])]
fn answer() -> Result<(), Error> {
    Ok(())
}

fn main() {}
