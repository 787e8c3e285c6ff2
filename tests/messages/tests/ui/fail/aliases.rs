//! Aliases that the attribute does not see through.

use reattempt::retry;
use std::io;
use std::pin::Pin;

type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type Maybe<T> = Option<T>;

#[retry]
fn future<'a>() -> Later<'a, io::Result<u8>> {
    Box::pin(async { Ok(1) })
}

#[retry]
fn option() -> Maybe<u8> {
    None
}

fn main() {}
