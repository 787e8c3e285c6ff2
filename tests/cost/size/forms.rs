//! Every form of function.

use super::{Error, assert_small, retry_by_hand, send};
use reattempt::retry;
use std::fmt::Display;
use std::time::Duration;
use tokio::time::sleep;

#[test]
fn the_future_of_a_free_function_is_as_small_as_by_hand() {
    async fn once(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    async fn by_hand(id: u64) -> Result<usize, Error> {
        retry_by_hand!(once(id))
    }

    #[retry(on = [Busy])]
    async fn ours(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    assert_small(&ours(1), &by_hand(1));
}

#[test]
#[expect(clippy::manual_async_fn, reason = "that is the shape")]
fn a_future_in_return_position_is_as_small_as_by_hand() {
    async fn once(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    fn by_hand(id: u64) -> impl Future<Output = Result<usize, Error>> {
        async move { retry_by_hand!(once(id)) }
    }

    #[retry(on = [Busy])]
    fn ours(id: u64) -> impl Future<Output = Result<usize, Error>> {
        async move { send(&id.to_le_bytes()).await }
    }

    assert_small(&ours(1), &by_hand(1));
}

struct Client {
    sent: usize,
}

impl Client {
    async fn ref_once(&self, name: &str) -> Result<usize, Error> {
        Ok(self.sent + send(name.as_bytes()).await?)
    }

    async fn ref_by_hand(&self, name: &str) -> Result<usize, Error> {
        retry_by_hand!(self.ref_once(name))
    }

    #[retry(on = [Busy])]
    async fn ref_ours(&self, name: &str) -> Result<usize, Error> {
        Ok(self.sent + send(name.as_bytes()).await?)
    }

    async fn mut_once(&mut self, name: &str) -> Result<usize, Error> {
        self.sent += send(name.as_bytes()).await?;
        Ok(self.sent)
    }

    async fn mut_by_hand(&mut self, name: &str) -> Result<usize, Error> {
        retry_by_hand!(self.mut_once(name))
    }

    #[retry(on = [Busy])]
    async fn mut_ours(&mut self, name: &str) -> Result<usize, Error> {
        self.sent += send(name.as_bytes()).await?;
        Ok(self.sent)
    }
}

#[test]
fn the_future_of_a_method_by_reference_is_as_small_as_by_hand() {
    let client = Client { sent: 0 };
    assert_small(&client.ref_ours("a"), &client.ref_by_hand("a"));
}

#[test]
fn the_future_of_a_method_by_mutable_reference_is_as_small_as_by_hand() {
    let (mut one, mut other) = (Client { sent: 0 }, Client { sent: 0 });
    assert_small(&one.mut_ours("a"), &other.mut_by_hand("a"));
}

#[test]
fn the_future_of_a_generic_function_is_as_small_as_by_hand() {
    async fn once<T: Display>(value: &T) -> Result<usize, Error> {
        send(value.to_string().as_bytes()).await
    }

    async fn by_hand<T: Display>(value: T) -> Result<usize, Error> {
        retry_by_hand!(once(&value))
    }

    #[retry(on = [Busy])]
    async fn ours<T: Display>(value: T) -> Result<usize, Error> {
        send(value.to_string().as_bytes()).await
    }

    assert_small(&ours(1_u128), &by_hand(1_u128));
}
