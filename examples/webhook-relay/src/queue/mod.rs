//! What is on the disk: deliveries that wait, and dead letters. Two engines can keep them.

mod apalis;
mod nats;
mod work;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reattempt::{Classify, Policy, retry};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

pub use work::{Fate, Work};

use crate::delivery::Delivery;
use apalis::Apalis;
use nats::Nats;

/// How long the engine is waited for, by senders too.
const PATIENCE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(2))
    .build();

/// A worker ends when the engine fails it, and the next one is as likely to find it again as this one.
const RESTART: Policy = Policy::builder()
    .unlimited()
    .initial_delay(Duration::from_millis(200))
    .max_delay(Duration::from_secs(5))
    .build();

#[derive(Clone)]
pub struct Queue {
    engine: Engine,
}

#[derive(Clone)]
enum Engine {
    Apalis(Arc<Apalis>),
    Nats(Arc<Nats>),
}

#[derive(Debug, thiserror::Error, Classify)]
pub enum QueueError {
    #[error("database: {0}")]
    #[classify(forward)]
    Database(#[from] sqlx::Error),
    #[error("NATS: {0}")]
    #[classify(transient)]
    Nats(String),
    #[error("queue: {0}")]
    #[classify(permanent)]
    Engine(String),
    #[error("a delivery on the disk: {0}")]
    #[classify(permanent)]
    Json(#[from] serde_json::Error),
}

/// How many deliveries wait, and how many dead letters there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Depth {
    pub waiting: i64,
    pub dead: i64,
}

/// A delivery without further attempts, and why.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Letter {
    pub delivery: Delivery,
    pub error: String,
    pub reason: String,
    pub died: SystemTime,
}

impl Letter {
    pub fn new(delivery: Delivery, error: String, reason: &str) -> Self {
        Self {
            delivery,
            error,
            reason: reason.to_owned(),
            died: SystemTime::now(),
        }
    }
}

impl Queue {
    /// Opens a queue with a name of its own in `sqlite:relay.db`, `postgres://user:password@host/database` or
    /// `nats://user:password@host`.
    ///
    /// # Errors
    /// It cannot be opened.
    #[retry(policy = PATIENCE)]
    pub async fn open(url: &str, name: &str) -> Result<Self, QueueError> {
        let engine = if nats::is_url(url) {
            Engine::Nats(Arc::new(Nats::open(url, name).await?))
        } else {
            Engine::Apalis(Arc::new(Apalis::open(url, name).await?))
        };
        Ok(Self { engine })
    }

    /// Puts a delivery where it is taken from after this time. It is on the disk then.
    ///
    /// # Errors
    /// It is not.
    #[retry(policy = PATIENCE)]
    pub async fn push(&self, delivery: &Delivery, after: Duration) -> Result<(), QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.storage.push(delivery, after).await,
            Engine::Nats(nats) => nats.push(delivery, after).await,
        }
    }

    /// Puts a delivery into the dead letters.
    ///
    /// # Errors
    /// It is not on the disk.
    #[retry(policy = PATIENCE)]
    pub async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.bury(letter).await,
            Engine::Nats(nats) => nats.letters.bury(letter).await,
        }
    }

    /// # Errors
    /// The engine does not answer.
    pub async fn depth(&self) -> Result<Depth, QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.depth().await,
            Engine::Nats(nats) => nats.depth().await,
        }
    }

    /// The newest dead letters, `skip` of them left out.
    ///
    /// # Errors
    /// The engine does not answer.
    pub async fn dead(&self, most: u32, skip: u32) -> Result<Vec<Letter>, QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.list(most, skip).await,
            Engine::Nats(nats) => nats.letters.list(most, skip).await,
        }
    }

    /// One dead letter.
    ///
    /// # Errors
    /// The engine does not answer.
    pub async fn letter(&self, webhook: &str, id: &str) -> Result<Option<Letter>, QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.get(webhook, id).await,
            Engine::Nats(nats) => nats.letters.get(webhook, id).await,
        }
    }

    /// Gives a dead letter all of its attempts again; whether there is one. A crash in the middle leaves it in both
    /// places, and who does it again does it once.
    ///
    /// # Errors
    /// The engine does not answer.
    pub async fn redrive(&self, webhook: &str, id: &str) -> Result<bool, QueueError> {
        let Some(letter) = self.letter(webhook, id).await? else {
            return Ok(false);
        };
        let died = letter.died;
        self.push(&letter.delivery.again(died), Duration::ZERO)
            .await?;
        match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.remove(webhook, id, died).await?,
            Engine::Nats(nats) => nats.letters.remove(webhook, id, died).await?,
        }
        Ok(true)
    }

    /// Gives deliveries to `work` until `stop`, at most so many at the same time, and ends when it is done with those.
    pub async fn run<W: Work>(&self, work: Arc<W>, most: usize, stop: watch::Receiver<bool>) {
        match &self.engine {
            Engine::Apalis(apalis) => apalis::worker::run(self, apalis, work, most, stop).await,
            Engine::Nats(nats) => nats::worker::run(self, nats, work, most, stop).await,
        }
    }
}
