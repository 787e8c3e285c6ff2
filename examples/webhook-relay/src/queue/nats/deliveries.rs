//! What a message says: the delivery that was put into the stream, and what the server has counted since.

use std::time::{Duration, SystemTime};

use async_nats::jetstream::Message;

use super::{DELAY, of_nats};
use crate::delivery::Delivery;
use crate::queue::QueueError;

/// What a message asks for.
pub(super) enum Received {
    /// It comes too early.
    Early { left: Duration },
    /// An attempt.
    Due(Delivery),
}

impl Received {
    pub(super) fn of(message: &Message) -> Result<Self, QueueError> {
        let info = message.info().map_err(of_nats)?;
        let published = SystemTime::from(info.published);
        let age = published.elapsed().unwrap_or_default();
        let delay = delay(message);
        let left = delay.saturating_sub(age);
        let deliveries = u32::try_from(info.delivered).unwrap_or(u32::MAX);
        // The first delivery of a message with a delay is no attempt, even if it is late: so the count can be relied on.
        let none = u32::from(!delay.is_zero());
        if deliveries <= none || !left.is_zero() {
            return Ok(Self::Early { left });
        }
        let mut delivery: Delivery = serde_json::from_slice(&message.payload)?;
        let before = deliveries - none - 1;
        delivery.attempts = delivery.attempts.saturating_add(before);
        if before > 0 {
            // The server does not know the last delay. Only `decorrelated` asks for it.
            delivery.previous = age / (before + none);
        }
        Ok(Self::Due(delivery))
    }
}

fn delay(message: &Message) -> Duration {
    let header = message.headers.as_ref();
    let delay = header.and_then(|headers| headers.get(DELAY)?.as_str().parse().ok());
    Duration::from_millis(delay.unwrap_or_default())
}
