//! What a place in the queue holds.

use std::time::UNIX_EPOCH;

use serde::Serialize;

use super::Letter;
use crate::delivery::Delivery;

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Item {
    /// It waits for an attempt.
    Delivery(Delivery),
    /// It waits for room in the dead letters.
    Letter(Letter),
}

impl Item {
    /// What is neither, such as an item of a newer relay, is a dead letter with this webhook and key.
    pub(super) fn read(bytes: &[u8], webhook: &str, id: &str) -> Self {
        let error = match serde_json::from_slice(bytes) {
            Ok(delivery) => return Self::Delivery(delivery),
            Err(error) => error,
        };
        let letter = serde_json::from_slice(bytes);
        Self::Letter(letter.unwrap_or_else(|_| {
            let letter = Letter::unreadable(bytes, webhook, id, &error);
            let error = &*letter.error;
            tracing::error!(webhook, id, error, "it goes to the dead letters");
            letter
        }))
    }

    pub(super) fn webhook(&self) -> &str {
        match self {
            Self::Delivery(delivery) | Self::Letter(Letter { delivery, .. }) => &delivery.webhook,
        }
    }

    /// The name of this place. Whoever puts it there twice, as after a crash, puts it there once.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Delivery(delivery) => delivery.place(),
            Self::Letter(letter) => {
                let died = letter.died.duration_since(UNIX_EPOCH).unwrap_or_default();
                let (place, moves) = (letter.delivery.place(), letter.moves);
                format!("{place}/dead@{}#{moves}", died.as_micros())
            }
        }
    }
}

impl From<Delivery> for Item {
    fn from(delivery: Delivery) -> Self {
        Self::Delivery(delivery)
    }
}
