//! Where the queue of a test is.

use serde_json::Value;
use servers::Server;
use webhook_relay::demo::program::Program;

use crate::support::executable;

pub(crate) enum Store {
    /// A file of the relay's own.
    Sqlite,
    Postgres(Server),
    Nats(Server),
}

impl Store {
    pub(crate) fn postgres() -> Option<Self> {
        servers::postgres::start().map(Self::Postgres)
    }

    pub(crate) fn nats() -> Option<Self> {
        servers::nats::start_with_jetstream(&[]).map(Self::Nats)
    }

    pub(crate) fn url(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres(server) => Some(format!(
                "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
                server.port()
            )),
            Self::Nats(server) => Some(format!("nats://127.0.0.1:{}", server.port())),
        }
    }

    /// A relay with this queue.
    pub(crate) async fn start(&self, webhooks: Vec<Value>) -> Program {
        let relay = Program::start(executable(), webhooks, self.url().as_deref(), &[]).await;
        relay.expect("a relay")
    }
}
