//! What is on the disk: deliveries that wait, and dead letters.
//!
//! The queue is apalis, in a `SQLite` file or in `PostgreSQL`. Its jobs are attempts: one that fails is done all the
//! same, and puts the next attempt into the queue first.

mod engine;
mod letters;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use reattempt::{Classify, Policy, retry};
use tokio::sync::watch;

pub use letters::Letter;

use crate::delivery::Delivery;
use crate::relay::Relay;
use engine::Engine;
use letters::Letters;

/// A worker that has not been heard of for this many seconds is dead, and its jobs are given to others. A worker
/// whose attempts are all under way may be silent for one of them, which ends within `config::LONGEST_ATTEMPT`.
const MISSED_HEARTBEATS: usize = 15;

/// How long the database is waited for, by senders too.
const DATABASE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(2))
    .build();

pub struct Queue {
    engine: Engine,
    letters: Letters,
}

#[derive(Debug, thiserror::Error, Classify)]
pub enum QueueError {
    #[error("database: {0}")]
    #[classify(forward)]
    Database(#[from] sqlx::Error),
    #[error("queue: {0}")]
    #[classify(permanent)]
    Engine(String),
    #[error("a delivery on the disk: {0}")]
    #[classify(permanent)]
    Json(#[from] serde_json::Error),
}

/// How many deliveries wait, and how many dead letters there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Depth {
    pub waiting: i64,
    pub dead: i64,
}

impl Queue {
    /// Opens `sqlite:relay.db` or `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// The database cannot be opened.
    #[retry(policy = DATABASE)]
    pub async fn open(url: &str) -> Result<Self, QueueError> {
        let engine = Engine::open(url).await?;
        let letters = Letters::open(url, engine.jobs()).await?;
        Ok(Self { engine, letters })
    }

    /// Puts a delivery where it is taken from after this time, rounded up to whole seconds. It is on the disk then.
    ///
    /// # Errors
    /// It is not.
    #[retry(policy = DATABASE)]
    pub async fn push(&self, delivery: &Delivery, after: Duration) -> Result<(), QueueError> {
        self.engine.push(delivery, after).await
    }

    /// Puts a delivery into the dead letters.
    ///
    /// # Errors
    /// It is not on the disk.
    #[retry(policy = DATABASE)]
    pub async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        self.letters.bury(letter).await
    }

    /// # Errors
    /// The database does not answer.
    pub async fn depth(&self) -> Result<Depth, QueueError> {
        self.letters.depth().await
    }

    /// The newest dead letters, `skip` of them left out.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn dead(&self, most: u32, skip: u32) -> Result<Vec<Letter>, QueueError> {
        self.letters.list(most, skip).await
    }

    /// One dead letter.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn letter(&self, webhook: &str, id: &str) -> Result<Option<Letter>, QueueError> {
        self.letters.get(webhook, id).await
    }

    /// Gives a dead letter all of its attempts again; whether there is one. A crash in the middle leaves it in both
    /// places, and who does it again does it once.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn redrive(&self, webhook: &str, id: &str) -> Result<bool, QueueError> {
        let Some(letter) = self.letters.get(webhook, id).await? else {
            return Ok(false);
        };
        let redriven = letter.delivery.redriven;
        self.push(&letter.delivery.again(), Duration::ZERO).await?;
        self.letters.remove(webhook, id, redriven).await?;
        Ok(true)
    }

    /// Gives deliveries to `relay` until `stop`, and ends when it is done with those.
    pub async fn run(&self, relay: Arc<Relay>, concurrency: usize, stop: watch::Receiver<bool>) {
        tokio::join!(
            worker::run(&self.engine, relay, concurrency, stop.clone()),
            self.letters.prune_until(stop),
        );
    }
}
