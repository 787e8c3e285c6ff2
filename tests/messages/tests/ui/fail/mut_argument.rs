//! Arguments written `mut` that no attempt can have for itself.

use reattempt::retry;
use std::io::{self, Read};

#[retry]
fn function(mut load: impl FnMut() -> io::Result<u8>) -> io::Result<u8> {
    load()
}

#[retry]
async fn parameter<R: Read>(mut source: R) -> io::Result<u8> {
    let mut byte = [0];
    source.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn main() {}
