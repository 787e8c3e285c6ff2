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

#[fastrace::trace]
#[retry]
async fn one(n: String) -> io::Result<u32> {
    fail()
}
#[fastrace::trace]
#[retry]
fn one_sync(n: String) -> io::Result<u32> {
    fail()
}
#[fastrace::trace]
#[retry]
async fn two(n: &str) -> io::Result<u32> {
    fail()
}
#[retry]
#[fastrace::trace]
async fn three(n: String) -> io::Result<u32> {
    drop(&n);
    fail()
}
#[utoipa::path(get, path = "/")]
#[retry]
async fn four(n: String) -> io::Result<String> {
    fail().map(|n| n.to_string())
}
