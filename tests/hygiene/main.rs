//! No name a user may choose changes what the attribute does, and none of the attribute's own
//! reaches the user.

#![deny(warnings)]
#![deny(clippy::pedantic)]

mod arguments;
mod items;
mod lints;
mod prelude;

use std::cell::Cell;

#[derive(Debug, PartialEq, thiserror::Error)]
enum Error {
    #[error("i/o")]
    Io,
}

/// Fails for the first time.
fn fails_once(calls: &Cell<u32>) -> Result<u32, Error> {
    calls.set(calls.get() + 1);
    match calls.get() {
        1 => Err(Error::Io),
        call => Ok(call),
    }
}
