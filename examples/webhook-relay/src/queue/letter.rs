//! A delivery without further attempts, and why.

use std::time::{Duration, SystemTime};

use reattempt::Policy;
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;

use crate::delivery::Delivery;

/// The reason of what is no delivery.
const UNREADABLE: &str = "unreadable";

/// So much is kept of what is not even JSON, and so nothing that a relay has put there: written as a string it fits
/// into a message of any engine.
const KEPT: usize = 128 * 1024;

/// JSON that is larger is no relay's either, and a letter with it would not fit.
const LARGEST_JSON: usize = 768 * 1024;

/// When a letter that has found no room tries again.
const MOVES: Policy = Policy::builder()
    .unlimited()
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_mins(1))
    .build();

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Letter {
    pub delivery: Delivery,
    pub error: String,
    pub reason: String,
    pub died: SystemTime,
    /// How often it has found no room in the dead letters.
    #[serde(default)]
    pub moves: u32,
}

impl Letter {
    pub fn new(delivery: Delivery, error: String, reason: &str) -> Self {
        Self {
            delivery,
            error,
            reason: reason.to_owned(),
            died: SystemTime::now(),
            moves: 0,
        }
    }

    /// Of bytes that are no delivery: they are its payload.
    pub(super) fn unreadable(
        bytes: &[u8],
        webhook: &str,
        id: &str,
        error: &serde_json::Error,
    ) -> Self {
        let whole = (bytes.len() <= LARGEST_JSON).then_some(bytes);
        let json = whole.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let payload = json.unwrap_or_else(|| {
            let kept = &bytes[..bytes.len().min(KEPT)];
            to_raw_value(&String::from_utf8_lossy(kept)).unwrap_or_default()
        });
        let delivery = Delivery::new(webhook, id.to_owned(), payload);
        // It may quote what was there.
        let error = error.to_string().chars().take(200).collect::<String>();
        Self::new(delivery, format!("no delivery: {error}"), UNREADABLE)
    }

    /// From the dead letters, which may hold what is none.
    pub(super) fn read(bytes: &[u8], webhook: &str, id: &str, died: SystemTime) -> Self {
        let letter = serde_json::from_slice(bytes);
        letter.unwrap_or_else(|error| {
            let mut letter = Self::unreadable(bytes, webhook, id, &error);
            (letter.died, letter.delivery.since) = (died, died);
            letter
        })
    }

    /// The delivery with all attempts before it. What was no delivery may be one for this relay, if it is newer.
    pub(super) fn again(self) -> Result<Delivery, serde_json::Error> {
        let delivery = match &*self.reason {
            UNREADABLE => serde_json::from_str(self.delivery.payload.get())?,
            _ => self.delivery,
        };
        Ok(delivery.again(self.died))
    }

    /// Counts a move that has failed. When the next one is due.
    pub(super) fn stay(&mut self) -> Duration {
        let after = MOVES.delays(rand::random()).nth(self.moves as usize);
        self.moves += 1;
        after.unwrap_or(MOVES.max_delay())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreadable(bytes: &[u8]) -> Letter {
        let error = serde_json::from_slice::<Letter>(bytes).unwrap_err();
        Letter::unreadable(bytes, "a", "unreadable-1", &error)
    }

    #[test]
    fn a_newer_relay_drives_again_what_an_older_one_could_not_read() {
        let payload = to_raw_value(&[1, 2]).unwrap();
        let delivery = Delivery::new("orders", "order-17".to_owned(), payload);

        let letter = unreadable(&serde_json::to_vec(&delivery).unwrap());
        let again = letter.again().unwrap();

        assert_eq!((&*again.webhook, &*again.id), ("orders", "order-17"));
        assert_eq!(again.payload.get(), "[1,2]");
    }

    #[test]
    fn what_is_no_delivery_is_kept_as_far_as_there_is_room() {
        let json = format!("\"{}\"", "x".repeat(1024 * 1024 - 100));
        for bytes in [vec![0; 10 * KEPT], json.into_bytes()] {
            let letter = unreadable(&bytes);

            let stored = serde_json::to_vec(&letter).unwrap();
            assert!(stored.len() < 1024 * 1024 - 1024, "{}", stored.len());
            assert!(letter.again().is_err());
        }
    }

    #[test]
    fn delays_grow_up_to_a_minute() {
        let mut letter = unreadable(b"?");
        let delays: Vec<_> = (0..20).map(|_| letter.stay()).collect();

        assert!(delays[0] <= Duration::from_secs(1), "{delays:?}");
        assert!(delays[3] >= Duration::from_secs(4), "{delays:?}");
        assert!(delays[19] <= Duration::from_mins(1), "{delays:?}");
    }
}
