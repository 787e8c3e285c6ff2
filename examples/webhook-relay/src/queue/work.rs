//! What deliveries are given to: the side of the queue that makes attempts.

use std::time::Duration;

use super::Letter;
use crate::delivery::Delivery;

/// Makes attempts.
pub trait Work: Send + Sync + 'static {
    /// The webhooks whose deliveries it takes.
    fn webhooks(&self) -> Vec<String>;

    /// How many deliveries of a webhook it is good for at present: none while a breaker is open, one as a probe. An
    /// engine that can leave them where they are asks before it gives more.
    fn room(&self, _webhook: &str) -> usize {
        usize::MAX
    }

    /// One attempt, or none where it must not be made yet.
    fn work(&self, delivery: Delivery) -> impl Future<Output = Fate> + Send;
}

/// What is to become of a delivery.
#[derive(Debug)]
pub enum Fate {
    Done,
    /// Another attempt is to follow. If this one was made, `delivery` has counted it.
    Again {
        delivery: Delivery,
        after: Duration,
    },
    Dead(Letter),
}
