//! Dead letters, and what is counted: SQL that both databases understand, beside the engine's own tables.

use std::time::{Duration, SystemTime};

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, AssertSqlSafe, query, query_as, query_scalar};
use tokio::select;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::queue::{Depth, Letter, QueueError};

/// Jobs that are done are kept so long. One that a crash has put into the queue again finds its successor there.
const KEPT: Duration = Duration::from_hours(1);

const TABLE: &str = "CREATE TABLE IF NOT EXISTS dead_letters (
    queue TEXT NOT NULL,
    webhook TEXT NOT NULL,
    id TEXT NOT NULL,
    died BIGINT NOT NULL,
    redriven BIGINT NOT NULL,
    letter TEXT NOT NULL,
    PRIMARY KEY (queue, webhook, id)
)";

pub(in crate::queue) struct Letters {
    pub(super) pool: AnyPool,
    pub(super) name: String,
    pub(super) jobs: &'static str,
}

impl Letters {
    pub(in crate::queue) async fn open(
        url: &str,
        name: &str,
        jobs: &'static str,
    ) -> Result<Self, QueueError> {
        sqlx::any::install_default_drivers();
        let connections = if url.starts_with("sqlite:") { 1 } else { 4 };
        let pool = AnyPoolOptions::new().max_connections(connections);
        let pool = pool.connect(url).await?;
        query(TABLE).execute(&pool).await?;
        Ok(Self {
            pool,
            name: name.to_owned(),
            jobs,
        })
    }

    pub(in crate::queue) async fn bury(&self, letter: &Letter) -> Result<(), QueueError> {
        const BURY: &str = "INSERT INTO dead_letters (queue, webhook, id, died, redriven, letter)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (queue, webhook, id) DO UPDATE
            SET died = excluded.died, redriven = excluded.redriven, letter = excluded.letter";
        let bury = query(BURY)
            .bind(&self.name)
            .bind(&letter.delivery.webhook)
            .bind(&letter.delivery.id)
            .bind(millis(letter.died))
            .bind(i64::from(letter.delivery.redriven))
            .bind(serde_json::to_string(letter)?);
        bury.execute(&self.pool).await?;
        Ok(())
    }

    pub(in crate::queue) async fn list(
        &self,
        most: u32,
        skip: u32,
    ) -> Result<Vec<Letter>, QueueError> {
        const LIST: &str = "SELECT webhook, id, died, letter FROM dead_letters WHERE queue = $1
            ORDER BY died DESC, webhook, id LIMIT $2 OFFSET $3";
        let list = query_as(LIST)
            .bind(&self.name)
            .bind(i64::from(most))
            .bind(i64::from(skip));
        let rows: Vec<Row> = list.fetch_all(&self.pool).await?;
        Ok(rows.into_iter().map(letter_in).collect())
    }

    pub(in crate::queue) async fn get(
        &self,
        webhook: &str,
        id: &str,
    ) -> Result<Option<Letter>, QueueError> {
        const GET: &str = "SELECT webhook, id, died, letter FROM dead_letters
            WHERE queue = $1 AND webhook = $2 AND id = $3";
        let get = query_as(GET).bind(&self.name).bind(webhook).bind(id);
        let row: Option<Row> = get.fetch_optional(&self.pool).await?;
        Ok(row.map(letter_in))
    }

    /// Unless it has died again meanwhile.
    pub(in crate::queue) async fn remove(
        &self,
        webhook: &str,
        id: &str,
        died: SystemTime,
    ) -> Result<(), QueueError> {
        const REMOVE: &str =
            "DELETE FROM dead_letters WHERE queue = $1 AND webhook = $2 AND id = $3 AND died = $4";
        let remove = query(REMOVE)
            .bind(&self.name)
            .bind(webhook)
            .bind(id)
            .bind(millis(died));
        remove.execute(&self.pool).await?;
        Ok(())
    }

    pub(in crate::queue) async fn depth(&self) -> Result<Depth, QueueError> {
        let waiting = format!(
            "SELECT count(*) FROM {} WHERE job_type = $1 AND status <> 'Done'",
            self.jobs
        );
        let waiting = query_scalar(AssertSqlSafe(waiting)).bind(&self.name);
        let dead =
            query_scalar("SELECT count(*) FROM dead_letters WHERE queue = $1").bind(&self.name);
        Ok(Depth {
            waiting: waiting.fetch_one(&self.pool).await?,
            dead: dead.fetch_one(&self.pool).await?,
        })
    }

    /// Removes what is done, every minute.
    pub(in crate::queue) async fn prune_until(&self, mut stop: watch::Receiver<bool>) {
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

/// The webhook, the key, when it died, and the letter.
type Row = (String, String, i64, String);

fn letter_in((webhook, id, died, letter): Row) -> Letter {
    let died = SystemTime::UNIX_EPOCH + Duration::from_millis(died.unsigned_abs());
    Letter::read(letter.as_bytes(), &webhook, &id, died)
}

fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}
