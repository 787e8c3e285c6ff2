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

use mockall::automock;
#[automock]
trait Fetch {
    #[retry]
    fn one(&self, mut n: u32) -> io::Result<u32> {
        fail()
    }
    #[retry]
    async fn two(&self, n: String) -> io::Result<u32> {
        fail()
    }
    #[retry]
    fn three(n: String) -> io::Result<u32> {
        fail()
    }
    #[retry]
    fn four<T: 'static>(&mut self, t: T) -> io::Result<u32> {
        fail()
    }
}
pub struct Client;
mod client {
    use super::*;
    pub struct Other;
    #[automock]
    impl Other {
        #[retry]
        pub fn one(&self, n: u32) -> io::Result<u32> {
            fail()
        }
        #[retry]
        pub async fn two(&self, n: u32) -> io::Result<u32> {
            fail()
        }
    }
}
#[automock]
impl Fetch for Client {
    #[retry]
    fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[automock]
mod funcs {
    use super::*;
    #[retry]
    pub fn one(n: u32) -> io::Result<u32> {
        fail()
    }
}
