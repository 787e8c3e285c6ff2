//! The two storages of apalis.

use std::convert::Infallible;
use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use apalis::prelude::{BackendExt, Codec, TaskBuilder, TaskSink, TaskSinkError};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::Connection;
use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::MISSED_HEARTBEATS;
use crate::queue::{Item, QueueError};

const HEARTBEAT: Duration = Duration::from_secs(1);

/// Jobs that one look takes. All of them begin within one attempt's time, as there is room for more: a worker with
/// jobs in hand is silent.
const BATCH: usize = 16;

#[derive(Clone)]
pub(in crate::queue) enum Storage {
    Sqlite(SqliteStorage<Vec<u8>>),
    Postgres(PostgresStorage<Vec<u8>>),
}

/// Hands jobs on as they are. The engine's own reading would end the worker at a job that it cannot read, and give that
/// job to the next one.
#[derive(Clone)]
pub(in crate::queue) struct Bytes;

impl Codec<Vec<u8>> for Bytes {
    type Error = Infallible;
    type Compact = Vec<u8>;

    fn encode(&self, job: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(job.clone())
    }

    fn decode(&self, job: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(job.clone())
    }
}

impl Storage {
    pub(super) async fn open(url: &str, name: &str) -> Result<Self, QueueError> {
        if url.starts_with("sqlite:") {
            return Self::open_sqlite(url, name).await;
        }
        if !["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            return Err(QueueError::Engine("no queue has such a URL".to_owned()));
        }
        // The pool would try that for half a minute, and not say why.
        PgConnection::connect(url).await?.close().await?;
        let pool = PgPoolOptions::new().max_connections(8).connect(url).await?;
        PostgresStorage::setup(&pool).await.map_err(of_postgres)?;
        let config = apalis_postgres::Config::default()
            .queue(name)
            .heartbeat_interval(HEARTBEAT)
            .missed_heartbeats(MISSED_HEARTBEATS)
            .batch_size(BATCH)
            // A job that was given out is marked as such already.
            .lock_tasks(false);
        let storage = PostgresStorage::new(&pool).with_config(config);
        Ok(Self::Postgres(storage))
    }

    async fn open_sqlite(url: &str, name: &str) -> Result<Self, QueueError> {
        let file = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What is answered for is on the disk, even if the machine loses its power.
            .synchronous(SqliteSynchronous::Full);
        // Its setup switches that off for the connection that it uses.
        let setup = SqlitePoolOptions::new().max_connections(1);
        let setup = setup.connect_with(file.clone()).await?;
        SqliteStorage::setup(&setup).await.map_err(of_sqlite)?;
        setup.close().await;

        // There is one writer at a time. In the queue of the pool the longest waits the least.
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool.connect_with(file).await?;
        let config = apalis_sqlite::Config::default()
            .queue(name)
            .heartbeat_interval(HEARTBEAT)
            .missed_heartbeats(MISSED_HEARTBEATS)
            .batch_size(BATCH)
            .lock_tasks(false);
        let storage = SqliteStorage::new(&pool).with_config(config);
        Ok(Self::Sqlite(storage))
    }

    /// The table that jobs are in.
    pub(super) fn jobs(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "Jobs",
            Self::Postgres(_) => "apalis.jobs",
        }
    }

    /// After a time that is rounded up to whole seconds.
    pub(in crate::queue) async fn push(
        &self,
        item: &Item,
        after: Duration,
    ) -> Result<(), QueueError> {
        let task = TaskBuilder::new(serde_json::to_vec(item)?)
            .idempotency_key(item.place())
            // The engine's own retry is for jobs whose next attempt could not be written to the disk.
            .max_attempts(i32::MAX as usize)
            .run_after(in_whole_seconds(after))
            .build();
        let pushed = match self {
            Self::Sqlite(storage) => {
                let pushed = storage.clone().with_codec(Bytes).push_task(task).await;
                pushed.map_err(|error| of_push(error, of_sqlite))
            }
            Self::Postgres(storage) => {
                let pushed = storage.clone().with_codec(Bytes).push_task(task).await;
                pushed.map_err(|error| of_push(error, of_postgres))
            }
        };
        match pushed {
            // It is there already.
            Err(QueueError::Database(sqlx::Error::Database(error)))
                if error.is_unique_violation() =>
            {
                Ok(())
            }
            pushed => pushed,
        }
    }
}

/// The engine cuts parts of a second off, and would be early.
fn in_whole_seconds(time: Duration) -> Duration {
    const ALMOST: Duration = Duration::from_millis(999);
    if time.is_zero() { time } else { time + ALMOST }
}

fn of_push<E: Display>(
    error: TaskSinkError<E>,
    of_engine: impl FnOnce(E) -> QueueError,
) -> QueueError {
    match error {
        TaskSinkError::PushError(error) => of_engine(error),
        error => QueueError::Engine(error.to_string()),
    }
}

fn of_sqlite(error: apalis_sqlite::Error) -> QueueError {
    match error {
        apalis_sqlite::Error::Database(error) => error.into(),
        error => QueueError::Engine(error.to_string()),
    }
}

fn of_postgres(error: apalis_postgres::Error) -> QueueError {
    match error {
        apalis_postgres::Error::Database(error) => error.into(),
        error => QueueError::Engine(error.to_string()),
    }
}
