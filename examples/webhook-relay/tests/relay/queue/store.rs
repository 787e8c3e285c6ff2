//! Where the queue of a test is.

use async_nats::jetstream::{self, stream};
use serde_json::Value;
use servers::Server;
use sqlx::{AnyPool, AssertSqlSafe, query, query_scalar};
use tempfile::TempDir;
use webhook_relay::demo::program::Program;

use crate::support::executable;

pub(crate) enum Store {
    Sqlite(TempDir),
    Postgres(Server),
    Nats(Server),
}

impl Store {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("a directory"))
    }

    pub(crate) fn postgres() -> Option<Self> {
        servers::postgres::start().map(Self::Postgres)
    }

    pub(crate) fn nats() -> Option<Self> {
        servers::nats::start_with_jetstream(&[]).map(Self::Nats)
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(directory) => {
                format!("sqlite:{}", directory.path().join("relay.db").display())
            }
            Self::Postgres(server) => format!(
                "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
                server.port()
            ),
            Self::Nats(server) => format!("nats://127.0.0.1:{}", server.port()),
        }
    }

    /// A relay with this queue.
    pub(crate) async fn start(&self, webhooks: Vec<Value>) -> Program {
        let relay = Program::start(executable(), webhooks, Some(&self.url()), &[]).await;
        relay.expect("a relay")
    }

    /// Puts something into the queue behind the relay's back.
    pub(crate) async fn put(&self, id: &str, bytes: &[u8]) {
        if let Self::Nats(_) = self {
            return self.publish("deliveries.a", bytes).await;
        }
        let put = format!(
            "INSERT INTO {} (id, job_type, job) VALUES ($1, 'deliveries', $2)",
            self.jobs()
        );
        let put = query(AssertSqlSafe(put))
            .bind(id.to_owned())
            .bind(bytes.to_vec());
        put.execute(&self.database().await).await.unwrap();
    }

    /// How much was ever put into the queue.
    pub(crate) async fn puts(&self) -> u64 {
        if let Self::Nats(_) = self {
            let jetstream = self.jetstream().await;
            let stream = jetstream.get_stream("deliveries").await.unwrap();
            return stream.cached_info().state.last_sequence;
        }
        let count = format!("SELECT count(*) FROM {}", self.jobs());
        let count: i64 = query_scalar(AssertSqlSafe(count))
            .fetch_one(&self.database().await)
            .await
            .unwrap();
        count.unsigned_abs()
    }

    /// Whether more dead letters can be stored than the one that is there.
    pub(crate) async fn set_room_for_letters(&self, is_there: bool) {
        if let Self::Nats(_) = self {
            let most = if is_there { -1 } else { 1 };
            return self.limit("deliveries-dead", most).await;
        }
        let [from, to] = if is_there {
            ["gone", "dead_letters"]
        } else {
            ["dead_letters", "gone"]
        };
        let rename = format!("ALTER TABLE {from} RENAME TO {to}");
        let rename = query(AssertSqlSafe(rename));
        rename.execute(&self.database().await).await.unwrap();
    }

    /// Limits the messages of a stream.
    pub(crate) async fn limit(&self, stream: &str, most: i64) {
        let jetstream = self.jetstream().await;
        let stream = jetstream.get_stream(stream).await.unwrap();
        let config = stream::Config {
            max_messages: most,
            ..stream.cached_info().config.clone()
        };
        jetstream.update_stream(config).await.unwrap();
    }

    pub(crate) async fn publish(&self, subject: &'static str, bytes: &[u8]) {
        let jetstream = self.jetstream().await;
        let publish = jetstream.publish(subject, bytes.to_vec().into());
        publish.await.unwrap().await.unwrap();
    }

    async fn jetstream(&self) -> jetstream::Context {
        jetstream::new(async_nats::connect(self.url()).await.unwrap())
    }

    async fn database(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        AnyPool::connect(&self.url()).await.unwrap()
    }

    fn jobs(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "Jobs",
            _ => "apalis.jobs",
        }
    }
}
