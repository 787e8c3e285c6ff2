//! Arguments, which every attempt needs again.

use super::{Error, assert_small, retry_by_hand, send};
use reattempt::retry;
use std::time::Duration;
use tokio::time::sleep;

#[test]
fn an_argument_by_value_takes_no_more_room_than_by_hand() {
    async fn once(name: &str) -> Result<usize, Error> {
        send(name.as_bytes()).await
    }

    async fn by_hand(name: String) -> Result<usize, Error> {
        retry_by_hand!(once(&name))
    }

    #[retry(on = [Busy])]
    async fn ours(name: String) -> Result<usize, Error> {
        send(name.as_bytes()).await
    }

    assert_small(&ours(String::from("a")), &by_hand(String::from("a")));
}

#[test]
fn an_argument_declared_mut_takes_no_more_room_than_by_hand() {
    async fn once(mut count: u32) -> Result<usize, Error> {
        while count > 1 {
            count -= 1;
            send(b"a").await?;
        }
        send(b"b").await
    }

    async fn by_hand(count: u32) -> Result<usize, Error> {
        retry_by_hand!(once(count))
    }

    #[retry(on = [Busy])]
    async fn ours(mut count: u32) -> Result<usize, Error> {
        while count > 1 {
            count -= 1;
            send(b"a").await?;
        }
        send(b"b").await
    }

    assert_small(&ours(3), &by_hand(3));
}

#[test]
fn several_arguments_take_no_more_room_than_by_hand() {
    async fn once(id: u64, name: &str, body: &[u8], tags: &[String]) -> Result<usize, Error> {
        let sent = send(name.as_bytes()).await? + send(body).await?;
        Ok(sent + tags.len() + id.count_ones() as usize)
    }

    async fn by_hand(id: u64, name: &str, body: Vec<u8>, tags: &[String]) -> Result<usize, Error> {
        retry_by_hand!(once(id, name, &body, tags))
    }

    #[retry(on = [Busy])]
    async fn ours(id: u64, name: &str, body: Vec<u8>, tags: &[String]) -> Result<usize, Error> {
        let sent = send(name.as_bytes()).await? + send(&body).await?;
        Ok(sent + tags.len() + id.count_ones() as usize)
    }

    assert_small(
        &ours(1, "a", Vec::new(), &[]),
        &by_hand(1, "a", Vec::new(), &[]),
    );
}
