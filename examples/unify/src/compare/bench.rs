//! One call at a time, with servers that fail as its script says.

use std::error::Error;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::join;

use super::script::Script;
use super::{Call, Row, Side};
use crate::calls::Retries;
use crate::clients::api::Api;
use crate::clients::database::{Database, Transfer};
use crate::clients::files::Files;
use crate::clients::llm::Llm;
use crate::clients::others::Mcp;
use crate::clients::socket::Socket;
use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::far::database::DatabaseServer;
use crate::far::http::HttpServer;
use crate::far::socket::SocketServer;
use crate::guards::Guards;
use crate::shadow::ShadowLog;

pub(super) struct Bench {
    pub(super) http: HttpServer,
    pub(super) database: Option<DatabaseServer>,
    pub(super) files: TempDir,
}

impl Bench {
    pub(super) async fn row(
        &self,
        call: Call,
        script: Script,
        log: &Arc<ShadowLog>,
    ) -> Result<Row, Box<dyn Error>> {
        let old = Retries::Shadow(Arc::clone(log));
        let (old, new) = join!(
            self.side(call, script, old, "old"),
            self.side(call, script, Retries::New, "new"),
        );
        Ok(Row {
            call,
            script,
            old: old?,
            new: new?,
        })
    }

    async fn side(
        &self,
        call: Call,
        script: Script,
        retries: Retries,
        side: &str,
    ) -> Result<Side, Box<dyn Error>> {
        let name = format!("{}-{script:?}-{side}", call.name());
        let context = Context::new(&name);
        let guards = Guards::new(&name);
        let endpoint = || Endpoint::new(self.http.place(&name, script.faults(call)));
        let requests = || Some(self.http.seen(&name).len());
        let started = Instant::now();
        let (result, arrived) = match call {
            Call::Api => {
                let api = Api::new(endpoint()?, guards);
                let result = retries.weather(&api, &context, "berlin").await;
                (result.map(drop), requests())
            }
            Call::Llm => {
                let quota = NonZeroU32::MAX;
                let llm = Llm::new(endpoint()?, guards, quota);
                let result = retries.answer(&llm, &context, "Hello").await;
                (result.map(drop), requests())
            }
            Call::Agent => {
                let tools = Mcp(endpoint()?, guards);
                let result = retries.step(&tools, &context).await;
                (result.map(drop), requests())
            }
            Call::Database => {
                let server = self.database.as_ref().ok_or("no database")?;
                server.account(&name).await?;
                server.expect(&name, script.codes()).await?;
                let database = Database::new(&server.url(), 1, Duration::from_secs(5), guards)?;
                let transfer = Transfer {
                    id: &name,
                    from: &name,
                    to: &name,
                    amount: 1,
                };
                let result = retries.transfer(&database, transfer).await;
                let attempts = server.attempts(&name).await?;
                (result, usize::try_from(attempts).ok())
            }
            Call::Files => {
                let directory = self.files.path().join(&name);
                let files = Files::new(&directory);
                let held = script.lock(&directory)?;
                let result = retries.save(&files, "report", "text").await;
                drop(held);
                (result, None)
            }
            Call::Websocket => {
                let server = SocketServer::start(script.faults(call)).await?;
                let mut socket = Socket::new(server.url(), guards);
                let result = retries.send(&mut socket, "hello").await;
                (result, Some(server.handshakes()))
            }
        };
        Ok(Side {
            result,
            arrived,
            took: started.elapsed(),
        })
    }
}
