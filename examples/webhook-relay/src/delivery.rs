//! One webhook on its way, as it is written to the disk between attempts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reattempt::Past;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::config::is_name;

/// The longest key.
pub const LONGEST_KEY: usize = 128;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    #[serde(deserialize_with = "name")]
    pub webhook: String,
    /// The idempotency key: the sender's, or else one of ours. It is the same on every attempt.
    #[serde(deserialize_with = "name")]
    pub id: String,
    /// As it came, byte for byte.
    pub payload: Box<RawValue>,
    /// When the first attempt could begin.
    pub since: SystemTime,
    /// Attempts so far.
    pub attempts: u32,
    /// The delay before the last of them.
    pub previous: Duration,
    /// How often it has been put into the queue.
    pub queued: u32,
    /// How often it has come back from the dead letters.
    pub redriven: u32,
    /// When it had died, if it has come back from there.
    #[serde(default)]
    pub died: Option<SystemTime>,
}

impl Delivery {
    pub fn new(webhook: &str, id: String, payload: Box<RawValue>) -> Self {
        Self {
            webhook: webhook.to_owned(),
            id,
            payload,
            since: SystemTime::now(),
            attempts: 0,
            previous: Duration::ZERO,
            queued: 0,
            redriven: 0,
            died: None,
        }
    }

    /// From the dead letters, with all attempts before it.
    #[must_use]
    pub fn again(self, died: SystemTime) -> Self {
        Self {
            redriven: self.redriven + 1,
            died: Some(died),
            ..Self::new(&self.webhook, self.id, self.payload)
        }
    }

    /// The name of its next place in the queue. Whoever puts it there twice, as after a crash, puts it there once. A
    /// sender may use a key again, so the number alone does not tell one dead letter from another.
    pub fn place(&self) -> String {
        let died = self
            .died
            .and_then(|died| died.duration_since(UNIX_EPOCH).ok());
        format!(
            "{}/{}/{}@{}#{}",
            self.webhook,
            self.id,
            self.redriven,
            died.unwrap_or_default().as_micros(),
            self.queued
        )
    }

    /// What a policy decides by.
    pub fn past(&self) -> Past {
        Past::since(self.attempts, self.since, self.previous)
    }
}

/// What engines can have in the name of a place.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if is_name(&text, LONGEST_KEY) {
        Ok(text)
    } else {
        Err(D::Error::custom("it has a name or key that is none"))
    }
}
