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

#[faux::create]
pub struct Client {}
#[faux::methods]
impl Client {
    #[retry]
    pub fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
    #[retry]
    pub async fn two(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[unimock::unimock(api = FetchMock)]
trait Fetch {
    #[retry]
    fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
    #[retry]
    async fn two(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
