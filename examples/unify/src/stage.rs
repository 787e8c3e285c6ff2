//! The service, and all that it calls on a bad day.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::num::NonZeroU32;
use std::pin::pin;
use std::time::Duration;

use tempfile::TempDir;
use tokio::select;
use tokio::time::interval;

use crate::calls::Retries;
use crate::clients::api::Api;
use crate::clients::database::Database;
use crate::clients::files::{Files, LOCK};
use crate::clients::llm::{Answer, Llm};
use crate::clients::others::{Auth, ClickHouse, Mcp};
use crate::clients::socket::Socket;
use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::far::database::DatabaseServer;
use crate::far::http::HttpServer;
use crate::far::socket::SocketServer;
use crate::far::{Fault, Faults};
use crate::guards::Guards;
use crate::notices::Notices;
use crate::service::Service;

const TOKENS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(10_000).expect("not zero");

/// The accounts that money is moved between.
pub const ACCOUNTS: [&str; 2] = ["customer", "house"];

/// What speaks HTTP.
const PLACES: [&str; 5] = ["auth", "api", "tools", "llm", "clickhouse"];

pub struct Stage {
    pub service: Service,
    pub http: HttpServer,
    pub database: DatabaseServer,
    pub socket: SocketServer,
    notices: Notices,
    files: TempDir,
}

impl Stage {
    /// `None` where `PostgreSQL` is not installed.
    pub async fn start(retries: Retries) -> Result<Option<Self>, Box<dyn Error>> {
        let Some(database) = DatabaseServer::start().await? else {
            return Ok(None);
        };
        for name in ACCOUNTS {
            database.account(name).await?;
        }
        let http = HttpServer::start().await?;
        let socket = SocketServer::start(Faults::first([Fault::Status(503)])).await?;
        let files = tempfile::tempdir()?;

        let endpoint = |name: &str, faults| Endpoint::new(http.place(name, Faults::first(faults)));
        let unavailable = Fault::Status(503);
        let slow_down = Fault::Throttle(Duration::from_secs(1));
        let service = Service {
            retries,
            auth: Auth(endpoint("auth", vec![unavailable])?, Guards::new("auth")),
            api: Api::new(endpoint("api", vec![Fault::Break])?, Guards::new("api")),
            tools: Mcp(
                endpoint("tools", vec![Fault::None, unavailable])?,
                Guards::new("tools"),
            ),
            llm: Llm::new(
                endpoint("llm", vec![slow_down])?,
                Guards::new("llm"),
                TOKENS_PER_MINUTE,
            ),
            database: Database::new(
                &database.url(),
                8,
                Duration::from_secs(2),
                Guards::new("database"),
            )?,
            clickhouse: ClickHouse(
                endpoint("clickhouse", vec![unavailable])?,
                Guards::new("clickhouse"),
            ),
            files: Files::new(files.path()),
        };
        let notices = Notices::start(Socket::new(socket.url(), Guards::new("websocket")));
        Ok(Some(Self {
            service,
            http,
            database,
            socket,
            notices,
            files,
        }))
    }

    /// One request. The database finds two reasons to begin again, and another program holds the lock of the files
    /// until somebody is told that it has to be waited for.
    pub async fn request(&self, id: &str) -> Result<Answer, Box<dyn Error>> {
        let faults = [(1, "40001"), (2, "40P01")];
        self.database.expect(id, &faults).await?;
        let lock = File::create(self.files.path().join(LOCK))?;
        lock.lock()?;

        let context = Context::new(id);
        let mut handle = pin!(context.run(&self.notices, self.service.handle(&context, "berlin")));
        select! {
            answer = &mut handle => return Ok(answer?),
            () = self.until_told_of("files") => drop(lock),
        }
        Ok(handle.await?)
    }

    async fn until_told_of(&self, call: &str) {
        let mut look = interval(Duration::from_millis(5));
        while !self.socket.messages().iter().any(|it| is_of(it, call)) {
            look.tick().await;
        }
    }

    /// The ids by which the far side can tell requests apart.
    pub fn ids(&self) -> BTreeSet<String> {
        let seen = PLACES.iter().flat_map(|place| self.http.seen(place));
        seen.map(|seen| seen.request_id).collect()
    }

    /// What has been told by websocket when all is told, each once. Those of the files are left out: the lock is
    /// given back when the first of them has arrived, and there may be another by then.
    pub async fn end_notices(&mut self) -> Result<Vec<String>, Box<dyn Error>> {
        match self.notices.end().await {
            0 => {
                let mut notices = self.socket.messages();
                notices.retain(|notice| !is_of(notice, "files"));
                // Whose answer was lost is sent again.
                notices.dedup();
                Ok(notices)
            }
            lost => Err(format!("{lost} notices were lost").into()),
        }
    }

    pub fn saved(&self, name: &str) -> std::io::Result<String> {
        fs::read_to_string(self.files.path().join(name))
    }
}

/// Whether a notice is of a retry of this call.
fn is_of(notice: &str, call: &str) -> bool {
    notice.contains(&format!(r#""name":"{call}""#))
}
