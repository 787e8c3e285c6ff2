//! Rows of somebody else in the table of jobs, with an `id` that the engine cannot read: they would end each worker.

use std::time::Duration;

use sqlx::{AssertSqlSafe, query, query_as};

use super::letters::Letters;
use crate::config::is_name;
use crate::queue::{Item, Queue, QueueError};

/// What an `id` of the engine's consists of.
const DIGITS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";

/// Puts them where they belong: into the dead letters, if they are no deliveries.
pub(super) async fn move_all(queue: &Queue, letters: &Letters) -> Result<(), QueueError> {
    for (id, bytes) in letters.strangers().await? {
        let key = if is_name(&id, 64) {
            format!("unreadable-{id}")
        } else {
            format!("unreadable-{:032x}", rand::random::<u128>())
        };
        match Item::read(&bytes, "unknown", &key) {
            Item::Letter(letter) => queue.bury(&letter).await?,
            delivery @ Item::Delivery(_) => queue.push(&delivery, Duration::ZERO).await?,
        }
        letters.remove_stranger(&id).await?;
    }
    Ok(())
}

impl Letters {
    /// The `id` of each, and what it holds.
    async fn strangers(&self) -> Result<Vec<(String, Vec<u8>)>, QueueError> {
        let job = match self.jobs {
            "Jobs" => "CAST(job AS BLOB)",
            _ => "job",
        };
        let strangers = format!(
            "SELECT id, {job} FROM {} WHERE job_type = $1 AND (length(id) <> 26 OR trim(id, $2) <> '')",
            self.jobs
        );
        let strangers = query_as(AssertSqlSafe(strangers));
        Ok(strangers
            .bind(&self.name)
            .bind(DIGITS)
            .fetch_all(&self.pool)
            .await?)
    }

    async fn remove_stranger(&self, id: &str) -> Result<(), QueueError> {
        let remove = format!("DELETE FROM {} WHERE job_type = $1 AND id = $2", self.jobs);
        let remove = query(AssertSqlSafe(remove)).bind(&self.name).bind(id);
        remove.execute(&self.pool).await?;
        Ok(())
    }
}
