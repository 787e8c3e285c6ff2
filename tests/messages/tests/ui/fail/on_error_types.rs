//! Bare names in `on` where the error type has no variants, or cannot be named.

use reattempt::retry;
use std::error::Error as StdError;
use std::io;

enum Error {
    Io,
}

struct Opaque;

type Alias<T, E = Error> = Result<T, E>;

trait Fetch {
    type Error;

    fn fetch(&self) -> Result<(), Self::Error>;
}

struct Client;

#[retry(on = [NotFound])]
fn io_error() -> Result<(), io::Error> {
    Ok(())
}

#[retry(on = [TimedOut])]
fn io_result() -> io::Result<()> {
    Ok(())
}

#[retry(on = [Io])]
fn anyhow_result() -> anyhow::Result<()> {
    Ok(())
}

#[retry(on = [Io])]
fn boxed() -> Result<(), Box<dyn StdError + Send + Sync>> {
    Ok(())
}

#[retry(on = [Io])]
fn type_parameter<E>() -> Result<(), E> {
    Ok(())
}

#[retry(on = [Io])]
fn alias_of_a_type_parameter<T, E>() -> Alias<T, E> {
    todo!()
}

#[retry(on = [Io])]
fn structure() -> Result<(), Opaque> {
    Ok(())
}

#[retry(on = [Io])]
fn string() -> Result<(), String> {
    Ok(())
}

#[retry(on = [Io])]
fn reference() -> Result<(), &'static str> {
    Ok(())
}

impl Fetch for Client {
    type Error = Error;

    #[retry(on = [Oi])]
    fn fetch(&self) -> Result<(), Self::Error> {
        Ok(())
    }
}

impl Client {
    #[retry(on = [Io])]
    fn qualified(&self) -> Result<(), <Self as Fetch>::Error> {
        Ok(())
    }
}

fn main() {}
