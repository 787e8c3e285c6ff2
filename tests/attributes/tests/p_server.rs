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

use server_fn::ServerFnError;
use server_fn_macro_default::server;
#[server]
#[retry(on=[_])]
async fn one(n: u32) -> Result<u32, ServerFnError> {
    Ok(fail()?)
}
#[retry(on=[_])]
#[server]
async fn two(n: u32) -> Result<u32, ServerFnError> {
    Ok(fail()?)
}
