//! Options that take room: `sleep` and `span`.

use super::{Error, retry_by_hand, send};
use reattempt::retry;
use std::time::Duration;
use tokio::time::sleep;

/// A wait of the function's own has a pointer beside it, for its cancellation.
#[test]
fn the_option_sleep_takes_at_most_a_pointer_more() {
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

/// What `span` adds: the call, the number of the attempt, and the span once for the loop and once for
/// the body.
#[test]
fn the_option_span_takes_room_up_to_a_ceiling() {
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
