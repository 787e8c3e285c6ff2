//! `mut self` under `#[async_trait]`, which makes an argument of it.

use async_trait::async_trait;
use reattempt::retry;
use std::io;

struct Pages(Vec<String>);

#[async_trait]
trait Source {
    async fn first(self) -> io::Result<String>;
}

#[async_trait]
impl Source for Pages {
    #[retry]
    async fn first(mut self) -> io::Result<String> {
        self.0.pop().ok_or(io::ErrorKind::NotFound.into())
    }
}

fn main() {}
