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

#[easy_ext::ext(EasyExt)]
impl str {
    #[retry]
    fn one(&self, n: u32) -> io::Result<u32> {
        fail()
    }
    #[retry]
    async fn two(&self, mut n: u32) -> io::Result<u32> {
        fail()
    }
}
#[extend::ext]
impl String {
    #[retry]
    fn three(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[extend::ext(name=VecExt)]
#[async_trait::async_trait]
impl Vec<u8> {
    #[retry]
    async fn three_async(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
#[ext_trait::extension(trait Foo)]
impl u32 {
    #[retry]
    fn four(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}
trait Bar {
    fn five(&self, n: u32) -> io::Result<u32>;
}
pub struct Client;
#[inherent::inherent]
impl Bar for Client {
    #[retry]
    pub fn five(&self, n: u32) -> io::Result<u32> {
        fail()
    }
}

macro_rules! m {
    ($i:ident) => {
        #[easy_ext::ext($i)]
        impl bool {
            #[retry]
            fn in_rules(&self) -> io::Result<u32> {
                fail()
            }
        }
    };
}
m!(Rules);
trait Own {
    #[retry]
    fn own_bodyless(&self) -> io::Result<u32>;
}
#[async_trait::async_trait]
trait OwnAsync {
    #[retry]
    async fn own_async_bodyless(&self) -> io::Result<u32>;
}
#[cfg_attr(all(), easy_ext::ext(Foob))]
impl char {
    #[retry]
    fn in_cfg(&self) -> io::Result<u32> {
        fail()
    }
}
macro_rules! mm { ($($t:tt)*) => { $($t)* } }
mm! { trait Own2 { #[retry] fn own_in_mm(&self) -> io::Result<u32>; } }
macro_rules! mmm { ($($t:item)*) => { $($t)* } }
mmm! { trait Own3 { #[retry] fn own_in_mmm(&self) -> io::Result<u32>; } }
