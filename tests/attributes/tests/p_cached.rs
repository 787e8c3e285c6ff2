#![allow(warnings)]
use reattempt::retry;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
pub static BODIES: AtomicU32 = AtomicU32::new(0);
fn fail() -> io::Result<u32> {
    BODIES.fetch_add(1, Relaxed);
    Err(io::ErrorKind::ConnectionRefused.into())
}
fn main() {}

use cached::macros::{cached, concurrent_cached, once};
#[cached]
#[retry]
fn one(n: u32) -> Result<u32, FetchError> {
    Err(FetchError)
}
#[cached]
#[retry]
async fn two(n: u32) -> Result<u32, FetchError> {
    Err(FetchError)
}
#[once]
#[retry]
fn three(n: u32) -> Result<u32, FetchError> {
    Err(FetchError)
}
#[derive(reattempt::Classify, Debug, Clone)]
#[classify(transient)]
struct FetchError;
#[memoize::memoize]
#[retry]
fn four(n: u32) -> Result<u32, FetchError> {
    Err(FetchError)
}
