//! What is on the disk: deliveries that wait, and dead letters. Two engines can keep them.

mod apalis;
mod error;
mod item;
mod letter;
mod nats;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use reattempt::{Policy, retry};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

pub use error::{NotOpened, QueueError};
pub use item::Item;
pub use letter::Letter;
pub use work::{Fate, Work};

use apalis::Apalis;
use error::Ended;
use nats::Nats;

/// How long the engine is waited for, by senders too.
const PATIENCE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(2))
    .build();

/// At the start of the program the engine may not be up yet.
const OPENING: Policy = Policy::builder()
    .unlimited()
    .initial_delay(Duration::from_millis(200))
    .max_delay(Duration::from_secs(1))
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
    /// Whether the last dead letter found no room.
    is_full: Arc<AtomicBool>,
}

#[derive(Clone)]
enum Engine {
    Apalis(Arc<Apalis>),
    Nats(Arc<Nats>),
}

/// How much waits, and how many dead letters there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Depth {
    pub waiting: i64,
    pub dead: i64,
}

impl Engine {
    #[retry(
        policy = OPENING.to_builder().max_elapsed(within).build(),
        attempt_timeout = within,
        name = "queue.open",
    )]
    async fn open(url: &str, name: &str, within: Duration) -> Result<Self, QueueError> {
        Ok(if nats::is_url(url) {
            Self::Nats(Arc::new(Nats::open(url, name).await?))
        } else {
            Self::Apalis(Arc::new(Apalis::open(url, name).await?))
        })
    }
}

impl Queue {
    /// Opens a queue with a name of its own in `sqlite:relay.db`, `postgres://user:password@host/database` or
    /// `nats://user:password@host`. If nobody answers there it waits at most `within`.
    ///
    /// # Errors
    /// It cannot be opened.
    pub async fn open(url: &str, name: &str, within: Duration) -> Result<Self, NotOpened> {
        let engine = Engine::open(url, name, within).await;
        Ok(Self {
            engine: engine.map_err(|why| NotOpened::new(url, why, within))?,
            is_full: Arc::default(),
        })
    }

    /// Puts something where it is taken from after this time. It is on the disk then.
    ///
    /// # Errors
    /// It is not.
    #[retry(policy = PATIENCE)]
    pub async fn push(&self, item: &Item, after: Duration) -> Result<(), QueueError> {
        self.push_once(item, after).await
    }

    async fn push_once(&self, item: &Item, after: Duration) -> Result<(), QueueError> {
        match &self.engine {
            Engine::Apalis(apalis) => apalis.storage.push(item, after).await,
            Engine::Nats(nats) => nats.push(item, after).await,
        }
    }

    /// Puts a letter into the dead letters, or where they have no room into the queue, which tries that again.
    ///
    /// # Errors
    /// It is in neither.
    #[retry(policy = PATIENCE)]
    pub async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        self.bury_once(letter).await
    }

    async fn bury_once(&self, letter: &Letter) -> Result<(), QueueError> {
        let buried = match &self.engine {
            Engine::Apalis(apalis) => apalis.letters.bury(letter).await,
            Engine::Nats(nats) => nats.letters.bury(letter).await,
        };
        let was_full = self.is_full.swap(buried.is_err(), Relaxed);
        let Err(error) = buried else {
            if was_full {
                tracing::info!("dead letters are stored again");
            }
            return Ok(());
        };
        if !was_full {
            tracing::error!(%error, "dead letters cannot be stored: until they can, they wait in the queue");
        }
        let mut letter = letter.clone();
        let after = letter.stay();
        self.push_once(&Item::Letter(letter), after).await
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
    /// The engine does not answer, or it is no delivery: [`QueueError::Json`].
    pub async fn redrive(&self, webhook: &str, id: &str) -> Result<bool, QueueError> {
        let Some(letter) = self.letter(webhook, id).await? else {
            return Ok(false);
        };
        let died = letter.died;
        self.push(&letter.again()?.into(), Duration::ZERO).await?;
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
