//! Dead letters, and what is counted: SQL that both databases understand, beside the engine's own tables.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, AssertSqlSafe, query, query_as, query_scalar};
use tokio::select;
use tokio::sync::watch;
use tokio::time::sleep;

use super::{Depth, QueueError};
use crate::delivery::Delivery;

/// The name of the queue in the engine's table.
pub(super) const QUEUE: &str = "deliveries";

/// Jobs that are done are kept so long. One that a crash has put into the queue again finds its successor there.
const KEPT: Duration = Duration::from_hours(1);

const TABLE: &str = "CREATE TABLE IF NOT EXISTS dead_letters (
    webhook TEXT NOT NULL,
    id TEXT NOT NULL,
    died BIGINT NOT NULL,
    redriven BIGINT NOT NULL,
    letter TEXT NOT NULL,
    PRIMARY KEY (webhook, id)
)";

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

pub(super) struct Letters {
    pool: AnyPool,
    jobs: &'static str,
}

impl Letters {
    pub(super) async fn open(url: &str, jobs: &'static str) -> Result<Self, QueueError> {
        sqlx::any::install_default_drivers();
        let connections = if url.starts_with("sqlite:") { 1 } else { 4 };
        let pool = AnyPoolOptions::new().max_connections(connections);
        let pool = pool.connect(url).await?;
        query(TABLE).execute(&pool).await?;
        Ok(Self { pool, jobs })
    }

    pub(super) async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        const BURY: &str = "INSERT INTO dead_letters (webhook, id, died, redriven, letter)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (webhook, id) DO UPDATE
            SET died = excluded.died, redriven = excluded.redriven, letter = excluded.letter";
        let died = letter.died.duration_since(SystemTime::UNIX_EPOCH);
        let died = i64::try_from(died.unwrap_or_default().as_millis()).unwrap_or(i64::MAX);
        let bury = query(BURY)
            .bind(&letter.delivery.webhook)
            .bind(&letter.delivery.id)
            .bind(died)
            .bind(i64::from(letter.delivery.redriven))
            .bind(serde_json::to_string(letter)?);
        bury.execute(&self.pool).await?;
        Ok(())
    }

    pub(super) async fn list(&self, most: u32, skip: u32) -> Result<Vec<Letter>, QueueError> {
        const LIST: &str =
            "SELECT letter FROM dead_letters ORDER BY died DESC, webhook, id LIMIT $1 OFFSET $2";
        let list = query_as(LIST).bind(i64::from(most)).bind(i64::from(skip));
        let letters: Vec<(String,)> = list.fetch_all(&self.pool).await?;
        let letters = letters.iter();
        letters
            .map(|(letter,)| Ok(serde_json::from_str(letter)?))
            .collect()
    }

    pub(super) async fn get(&self, webhook: &str, id: &str) -> Result<Option<Letter>, QueueError> {
        const GET: &str = "SELECT letter FROM dead_letters WHERE webhook = $1 AND id = $2";
        let letter: Option<String> = query_scalar(GET)
            .bind(webhook)
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        Ok(letter.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// Unless it has died again meanwhile.
    pub(super) async fn remove(
        &self,
        webhook: &str,
        id: &str,
        redriven: u32,
    ) -> Result<(), QueueError> {
        const REMOVE: &str =
            "DELETE FROM dead_letters WHERE webhook = $1 AND id = $2 AND redriven = $3";
        let remove = query(REMOVE)
            .bind(webhook)
            .bind(id)
            .bind(i64::from(redriven));
        remove.execute(&self.pool).await?;
        Ok(())
    }

    pub(super) async fn depth(&self) -> Result<Depth, QueueError> {
        let waiting = format!(
            "SELECT count(*) FROM {} WHERE job_type = $1 AND status <> 'Done'",
            self.jobs
        );
        let waiting = query_scalar(AssertSqlSafe(waiting)).bind(QUEUE);
        let dead = query_scalar("SELECT count(*) FROM dead_letters");
        Ok(Depth {
            waiting: waiting.fetch_one(&self.pool).await?,
            dead: dead.fetch_one(&self.pool).await?,
        })
    }

    /// Removes what is done, every minute.
    pub(super) async fn prune_until(&self, mut stop: watch::Receiver<bool>) {
        loop {
            select! {
                () = sleep(Duration::from_mins(1)) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            if let Err(error) = self.prune().await {
                tracing::warn!(%error, "jobs that are done stay in the queue's table");
            }
        }
    }

    async fn prune(&self) -> Result<(), QueueError> {
        let is_old = match self.jobs {
            "Jobs" => "strftime('%s', 'now') - done_at > $1",
            _ => "extract(epoch FROM now() - done_at) > $1",
        };
        let prune = format!(
            "DELETE FROM {} WHERE status = 'Done' AND {is_old}",
            self.jobs
        );
        let prune = query(AssertSqlSafe(prune));
        prune
            .bind(i64::try_from(KEPT.as_secs()).unwrap_or(i64::MAX))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
