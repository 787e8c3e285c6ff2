//! Bodies with something large: a local variable, a result.

use super::{Error, assert_small, retry_by_hand, send};
use reattempt::retry;
use std::time::Duration;
use tokio::time::sleep;

#[test]
fn a_large_local_variable_takes_no_more_room_than_by_hand() {
    async fn once(name: &str) -> Result<usize, Error> {
        let mut buffer = [0; 1024];
        buffer[..name.len()].copy_from_slice(name.as_bytes());
        send(&buffer).await
    }

    async fn by_hand(name: &str) -> Result<usize, Error> {
        retry_by_hand!(once(name))
    }

    #[retry(on = [Busy])]
    async fn ours(name: &str) -> Result<usize, Error> {
        let mut buffer = [0; 1024];
        buffer[..name.len()].copy_from_slice(name.as_bytes());
        send(&buffer).await
    }

    assert_small(&ours("a"), &by_hand("a"));
}

#[test]
fn a_large_result_takes_no_more_room_than_by_hand() {
    type Page = [u8; 256];

    async fn once(name: &str) -> Result<Page, Error> {
        send(name.as_bytes()).await?;
        Ok([0; 256])
    }

    async fn by_hand(name: &str) -> Result<Page, Error> {
        retry_by_hand!(once(name))
    }

    #[retry(on = [Busy])]
    async fn ours(name: &str) -> Result<Page, Error> {
        send(name.as_bytes()).await?;
        Ok([0; 256])
    }

    assert_small(&ours("a"), &by_hand("a"));
}
