//! Attributes that make a boxed future of an `async fn`.

use std::io;

use async_recursion::async_recursion;
use async_trait::async_trait;
use reattempt::retry;

use crate::{Runs, sites_in};

static RUNS: Runs = Runs::new();

#[async_trait]
trait Fetch {
    async fn fetch(&mut self, url: String) -> io::Result<u32>;
}

struct Client;

#[async_trait]
impl Fetch for Client {
    #[retry(backoff = ["0s"])]
    async fn fetch(&mut self, url: String) -> io::Result<u32> {
        assert_eq!(url, "/");
        RUNS.fail()
    }
}

/// Walks down, and fails at the bottom.
#[async_recursion]
#[retry(backoff = ["0s"], max_attempts = 2)]
async fn above(depth: u32) -> io::Result<u32> {
    match depth {
        0 => RUNS.fail(),
        _ => above(depth - 1).await,
    }
}

#[retry(backoff = ["0s"], max_attempts = 2)]
#[async_recursion]
async fn below(depth: u32) -> io::Result<u32> {
    match depth {
        0 => RUNS.fail(),
        _ => below(depth - 1).await,
    }
}

#[tokio::test]
async fn boxed_futures_are_run_as_often_as_others() {
    assert!(Client.fetch("/".to_owned()).await.is_err());
    assert_eq!(RUNS.take(), 3);
    // Each of two levels retries.
    assert!(above(1).await.is_err());
    assert_eq!(RUNS.take(), 4);
    assert!(below(1).await.is_err());
    assert_eq!(RUNS.take(), 4);
    assert_eq!(sites_in(module_path!()), ["above", "below", "fetch"]);
}
