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

#[trait_variant::make(Fetch: Send)]
trait LocalFetch {
    #[retry]
    async fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[auto_impl::auto_impl(&)]
trait Auto {
    #[retry]
    fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[async_recursion::async_recursion]
#[retry]
async fn rec(n: u32) -> io::Result<u32> {
    fail()
}
#[retry]
#[async_recursion::async_recursion]
async fn rec2(n: u32) -> io::Result<u32> {
    fail()
}
#[maybe_async::maybe_async]
#[retry]
async fn maybe(n: u32) -> io::Result<u32> {
    fail()
}
pub struct Client;
impl Client {
    #[maybe_async::maybe_async]
    #[retry]
    async fn maybe2(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
