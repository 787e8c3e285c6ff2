//! How large things are: a policy, and the future of a retrying function.

mod arguments;
mod bodies;
mod forms;
mod options;
mod policy;

#[derive(Debug)]
enum Error {
    Busy,
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

pub(crate) use retry_by_hand;

async fn send(bytes: &[u8]) -> Result<usize, Error> {
    tokio::task::yield_now().await;
    if bytes.is_empty() {
        return Err(Error::Busy);
    }
    Ok(bytes.len())
}
