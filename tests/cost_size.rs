//! How large things are: a policy, and the future of a retrying function.

use reattempt::{Policy, retry};
use std::fmt::Display;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug)]
enum Error {
    Busy,
}

#[test]
fn a_policy_is_small() {
    assert!(size_of::<Policy>() <= 96, "{}", size_of::<Policy>());
}

#[test]
#[cfg(target_os = "linux")]
fn a_policy_is_read_only_data() {
    static POLICY: Policy = Policy::new();
    let address = std::ptr::from_ref(&POLICY).addr();

    let mappings = std::fs::read_to_string("/proc/self/maps").unwrap();
    let permissions = mappings.lines().find_map(|line| {
        // 7f0c5a000000-7f0c5a021000 r--p ..
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let start = usize::from_str_radix(start, 16).ok()?;
        let end = usize::from_str_radix(end, 16).ok()?;
        (start..end).contains(&address).then_some(rest)
    });
    assert!(permissions.unwrap().starts_with("r--"), "{permissions:?}");
}

/// A future may be as large as that of a loop written by hand around an inner async fn, and the
/// pointer to the state of the retries.
#[track_caller]
fn assert_small(ours: &impl Future, by_hand: &impl Future) {
    let (ours, by_hand) = (size_of_val(ours), size_of_val(by_hand));
    assert!(
        ours <= by_hand + 8,
        "ours takes {ours} bytes, the loop by hand {by_hand}"
    );
}

/// The loop people write.
macro_rules! retry_by_hand {
    ($once:expr) => {{
        let mut attempt = 1;
        loop {
            match $once.await {
                Ok(value) => return Ok(value),
                Err(Error::Busy) if attempt < 3 => attempt += 1,
                Err(error) => return Err(error),
            }
            sleep(Duration::from_secs(1)).await;
        }
    }};
}

async fn send(bytes: &[u8]) -> Result<usize, Error> {
    tokio::task::yield_now().await;
    if bytes.is_empty() {
        return Err(Error::Busy);
    }
    Ok(bytes.len())
}

#[test]
fn free_function() {
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
fn future_in_return_position() {
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
fn method_on_a_reference() {
    let client = Client { sent: 0 };
    assert_small(&client.ref_ours("a"), &client.ref_by_hand("a"));
}

#[test]
fn method_on_a_mutable_reference() {
    let (mut one, mut other) = (Client { sent: 0 }, Client { sent: 0 });
    assert_small(&one.mut_ours("a"), &other.mut_by_hand("a"));
}

#[test]
fn argument_by_value() {
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
fn argument_declared_mut() {
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
fn several_arguments() {
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

#[test]
fn large_local_variable() {
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
fn generic() {
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

/// A wait of the function's own has a pointer beside it, for its cancellation.
#[test]
fn own_sleep() {
    async fn by_hand(id: u64) -> Result<usize, Error> {
        async fn once(id: u64) -> Result<usize, Error> {
            send(&id.to_le_bytes()).await
        }
        retry_by_hand!(once(id))
    }

    #[retry(on = [Busy], sleep = sleep)]
    async fn ours(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    let (ours, by_hand) = (size_of_val(&ours(1)), size_of_val(&by_hand(1)));
    assert!(
        ours <= by_hand + 16,
        "ours takes {ours} bytes, the loop by hand {by_hand}"
    );
}

#[test]
fn large_result() {
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

/// What `span` adds: the call, the number of the attempt, and the span once for the loop and once for
/// the body.
#[test]
fn a_span_takes_room() {
    #[retry(on = [Busy])]
    async fn without(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    #[retry(span, on = [Busy])]
    async fn with(id: u64) -> Result<usize, Error> {
        send(&id.to_le_bytes()).await
    }

    let (with, without) = (size_of_val(&with(1)), size_of_val(&without(1)));
    let ceiling = if cfg!(feature = "tracing") { 128 } else { 48 };
    assert!(
        with <= without + ceiling,
        "with a span it takes {with} bytes, without {without}"
    );
}
