//! Old and new on the same scripts of faults: what came of each call, and how often the far side was asked.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tempfile::TempDir;
use tokio::join;

use crate::calls::Retries;
use crate::clients::api::Api;
use crate::clients::database::{Database, Transfer};
use crate::clients::files::{Files, LOCK};
use crate::clients::llm::Llm;
use crate::clients::others::Mcp;
use crate::clients::socket::Socket;
use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::error::CallError;
use crate::far::database::DatabaseServer;
use crate::far::http::HttpServer;
use crate::far::socket::SocketServer;
use crate::far::{Fault, Faults};
use crate::guards::Guards;
use crate::shadow::ShadowLog;

use Script::{Down, FailsTwice, Refuses, Throttles};

/// What the far side does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Two failures of different kinds, then all is well.
    FailsTwice,
    /// It asks for three seconds.
    Throttles,
    /// What no retry helps.
    Refuses,
    /// It fails again and again.
    Down,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Api,
    Llm,
    Agent,
    Database,
    Files,
    Websocket,
}

/// What came of one call.
#[derive(Debug)]
pub struct Side {
    pub result: Result<(), CallError>,
    /// Requests, handshakes or transactions that have arrived. Nobody counts who looks at a lock.
    pub arrived: Option<usize>,
    pub took: Duration,
}

#[derive(Debug)]
pub struct Row {
    pub call: Call,
    pub script: Script,
    pub old: Side,
    pub new: Side,
}

impl Row {
    /// Why the outcomes are to differ. In each case it is the new one that succeeds.
    pub fn known_difference(&self) -> Option<&'static str> {
        Some(match (self.call, self.script) {
            (Call::Api | Call::Agent | Call::Websocket, Throttles) => {
                "old does not hear `Retry-After`"
            }
            (Call::Llm, FailsTwice) => "old does not know a broken connection by its text",
            (Call::Llm, Down) => "new asks a smaller model",
            (Call::Database, FailsTwice) => "old does not know 40P01",
            (Call::Database, Throttles) => "old does not know 53300",
            _ => return None,
        })
    }

    pub fn is_as_known(&self) -> bool {
        let (old, new) = (self.old.result.is_ok(), self.new.result.is_ok());
        match self.known_difference() {
            Some(_) => new && !old,
            None => new == old,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = if self.result.is_ok() { "ok" } else { "failed" };
        let arrived = self.arrived.map_or("-".to_owned(), |n| n.to_string());
        write!(
            f,
            "{outcome:6} {arrived:>3} {:6.2}",
            self.took.as_secs_f32()
        )
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (call, script) = (format!("{:?}", self.call), format!("{:?}", self.script));
        let why = self.known_difference().unwrap_or_default();
        write!(
            f,
            "{call:9} {script:10}  {}    {}  {why}",
            self.old, self.new
        )
    }
}

/// Every call with every script, old and new, all at the same time.
pub async fn compare(log: &Arc<ShadowLog>) -> Result<Vec<Row>, Box<dyn Error>> {
    let stage = Stage {
        http: HttpServer::start().await?,
        database: DatabaseServer::start().await?,
        files: tempfile::tempdir()?,
    };
    let calls = [
        Call::Api,
        Call::Llm,
        Call::Agent,
        Call::Database,
        Call::Files,
        Call::Websocket,
    ];
    let rows = calls
        .into_iter()
        .filter(|&call| call != Call::Database || stage.database.is_some())
        .flat_map(|call| [FailsTwice, Throttles, Refuses, Down].map(|script| (call, script)))
        // A lock does not say how long to wait.
        .filter(|&row| row != (Call::Files, Throttles))
        .map(|(call, script)| stage.row(call, script, log));
    join_all(rows).await.into_iter().collect()
}

struct Stage {
    http: HttpServer,
    database: Option<DatabaseServer>,
    files: TempDir,
}

impl Stage {
    async fn row(
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
        let name = format!("{call:?}-{script:?}-{side}").to_lowercase();
        let context = Context::new(&name);
        let guards = Guards::new(&name);
        let endpoint = || Endpoint::new(self.http.place(&name, script.faults(call)));
        let requests = || Some(self.http.seen(&name).len());
        let started;
        let (result, arrived) = match call {
            Call::Api => {
                let api = Api::new(endpoint()?, guards);
                started = Instant::now();
                let result = retries.weather(&api, &context, "berlin").await;
                (result.map(drop), requests())
            }
            Call::Llm => {
                let quota = NonZeroU32::MAX;
                let llm = Llm::new(endpoint()?, guards, quota);
                started = Instant::now();
                let result = retries.answer(&llm, &context, "Hello").await;
                (result.map(drop), requests())
            }
            Call::Agent => {
                let tools = Mcp(endpoint()?, guards);
                started = Instant::now();
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
                started = Instant::now();
                let result = retries.transfer(&database, transfer).await;
                let attempts = server.attempts(&name).await?;
                (result, usize::try_from(attempts).ok())
            }
            Call::Files => {
                let directory = self.files.path().join(&name);
                let files = Files::new(&directory);
                let held = script.lock(&directory)?;
                started = Instant::now();
                let result = retries.save(&files, "report", "text").await;
                drop(held);
                (result, None)
            }
            Call::Websocket => {
                let server = SocketServer::start(script.faults(call)).await?;
                let mut socket = Socket::new(server.url(), guards);
                started = Instant::now();
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

impl Script {
    /// By HTTP, or in the handshake of a websocket.
    fn faults(self, call: Call) -> Faults {
        match self {
            FailsTwice => Faults::first([Fault::Status(503), Fault::Break]),
            Throttles => Faults::first([Fault::Throttle(Duration::from_secs(3))]),
            Refuses => Faults::always(Fault::Status(404)),
            // All attempts of the large model. The small one is well.
            Down if call == Call::Llm => Faults::first([Fault::Status(503); 4]),
            Down => Faults::always(Fault::Status(503)),
        }
    }

    /// What the database says at the end of each transaction; 0 stands for all.
    fn codes(self) -> &'static [(i64, &'static str)] {
        match self {
            FailsTwice => &[(1, "40001"), (2, "40P01")],
            Throttles => &[(1, "53300")],
            Refuses => &[(0, "23514")],
            Down => &[(0, "57P03")],
        }
    }

    /// Another program that holds the lock, as long as the file is open or for a moment. Without the directory no
    /// retry helps.
    fn lock(self, directory: &std::path::Path) -> std::io::Result<Option<File>> {
        if self == Refuses {
            return Ok(None);
        }
        std::fs::create_dir(directory)?;
        let lock = File::create(directory.join(LOCK))?;
        lock.lock()?;
        if self == Down {
            return Ok(Some(lock));
        }
        tokio::spawn(async move {
            hold_for_a_moment().await;
            drop(lock);
        });
        Ok(None)
    }
}

#[expect(clippy::disallowed_methods, reason = "a fault, which takes its time")]
async fn hold_for_a_moment() {
    tokio::time::sleep(Duration::from_millis(120)).await;
}
