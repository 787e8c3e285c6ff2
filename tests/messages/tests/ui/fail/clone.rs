//! `clone` that lists no arguments, or some that cannot be cloned.

#![allow(unused_variables)]

use reattempt::retry;

enum Error {
    Io,
}

struct Client;

struct Token;

#[retry(clone = [], on = [Io])]
fn empty(body: String) -> Result<(), Error> {
    Ok(())
}

#[retry(clone = [bdoy], on = [Io])]
fn misspelt(body: String) -> Result<(), Error> {
    Ok(())
}

#[retry(clone = [body, body], on = [Io])]
fn twice(body: String) -> Result<(), Error> {
    Ok(())
}

#[retry(clone = body, on = [Io])]
fn without_brackets(body: String) -> Result<(), Error> {
    Ok(())
}

#[retry(clone = [body.clone()], on = [Io])]
fn call(body: String) -> Result<(), Error> {
    Ok(())
}

#[retry(clone = ["body"], on = [Io])]
fn string(body: String) -> Result<(), Error> {
    Ok(())
}

impl Client {
    #[retry(clone = [self], on = [Io])]
    fn receiver(self) -> Result<(), Error> {
        Ok(())
    }
}

#[retry(clone = [token], on = [Io])]
fn not_clone(token: Token) -> Result<(), Error> {
    drop(token);
    Ok(())
}

#[retry(clone = [token], on = [Io])]
async fn not_clone_async(token: Token) -> Result<(), Error> {
    drop(token);
    Ok(())
}

fn main() {}
