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

use async_trait::async_trait;
use tracing::instrument;
#[async_trait]
trait T {
    async fn a(&mut self, n: String) -> io::Result<u32>;
    async fn b(&self, n: String) -> io::Result<u32>;
    async fn c(self: Box<Self>, n: String) -> io::Result<u32>;
    async fn d(n: String) -> io::Result<u32>;
    async fn e(&mut self, m: &mut u32, n: String) -> io::Result<u32>;
    #[instrument(skip(self))]
    #[retry]
    async fn f(&mut self, n: String) -> io::Result<u32> {
        fail()
    }
}
struct C(u32);
#[async_trait]
impl T for C {
    #[instrument(skip(self))]
    #[retry]
    async fn a(&mut self, n: String) -> io::Result<u32> {
        self.0 += 1;
        drop(&n);
        fail()
    }
    #[instrument(skip(self))]
    #[retry]
    async fn b(&self, n: String) -> io::Result<u32> {
        drop(&n);
        fail()
    }
    #[instrument(skip(self))]
    #[retry]
    async fn c(self: Box<Self>, mut n: String) -> io::Result<u32> {
        n.push('a');
        drop(&n);
        fail()
    }
    #[instrument]
    #[retry]
    async fn d(n: String) -> io::Result<u32> {
        drop(&n);
        fail()
    }
    #[instrument(skip_all, err, ret)]
    #[retry]
    async fn e(&mut self, m: &mut u32, n: String) -> io::Result<u32> {
        self.0 += 1;
        *m += 1;
        drop(&n);
        fail()
    }
}
