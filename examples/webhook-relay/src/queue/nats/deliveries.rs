//! What a message says: what was put into the stream, and what the server has counted since.

use std::time::{Duration, SystemTime};

use async_nats::jetstream::Message;

use super::{DELAY, name_of, of_nats};
use crate::queue::{Item, QueueError};

/// What a message asks for.
pub(super) enum Received {
    /// It comes too early.
    Early { left: Duration },
    /// It is due.
    Due(Item),
}

impl Received {
    pub(super) fn of(message: &Message) -> Result<Self, QueueError> {
        let info = message.info().map_err(of_nats)?;
        let published = SystemTime::from(info.published);
        let age = published.elapsed().unwrap_or_default();
        let delay = delay(message);
        let deliveries = u32::try_from(info.delivered).unwrap_or(u32::MAX);
        // The first delivery of a message with a delay is no attempt, even if it is late: so the count can be relied on.
        let none = u32::from(!delay.is_zero());
        if let Some(left) = early(deliveries, delay, age) {
            return Ok(Self::Early { left });
        }
        let webhook = message.subject.rsplit('.').next().unwrap_or_default();
        let id = format!("unreadable-{}", info.stream_sequence);
        let mut item = Item::read(&message.payload, &name_of(webhook), &id);
        if let Item::Delivery(delivery) = &mut item {
            let before = deliveries - none - 1;
            delivery.attempts = delivery.attempts.saturating_add(before);
            if before > 0 {
                // The server does not know the last delay. Only `decorrelated` asks for it.
                delivery.previous = age / (before + none);
            }
        }
        Ok(Self::Due(item))
    }
}

/// The rest of the delay, at the first delivery. The next one comes after it by the server's clock, and is due even if
/// ours says otherwise: each one that was given back again would be counted as an attempt.
fn early(deliveries: u32, delay: Duration, age: Duration) -> Option<Duration> {
    (deliveries <= u32::from(!delay.is_zero())).then(|| delay.saturating_sub(age))
}

fn delay(message: &Message) -> Duration {
    let header = message.headers.as_ref();
    let delay = header.and_then(|headers| headers.get(DELAY)?.as_str().parse().ok());
    Duration::from_millis(delay.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_delivery_of_a_message_with_a_delay_is_early() {
        let second = Duration::from_secs(1);

        assert_eq!(early(1, second, Duration::ZERO), Some(second));
        assert_eq!(early(1, second, second * 2), Some(Duration::ZERO));
        // The server's clock is ahead of ours.
        assert_eq!(early(2, second, Duration::ZERO), None);
        assert_eq!(early(1, Duration::ZERO, Duration::ZERO), None);
    }
}
