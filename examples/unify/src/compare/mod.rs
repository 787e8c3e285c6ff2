//! Old and new on the same scripts of faults: what came of each call, and how often the far side was asked.

mod bench;
pub mod script;

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;

use self::bench::Bench;
use self::script::Script::{self, Down, FailsTwice, Refuses, Throttles};
use crate::error::CallError;
use crate::far::database::DatabaseServer;
use crate::far::http::HttpServer;
use crate::shadow::ShadowLog;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Api,
    Llm,
    Agent,
    Database,
    Files,
    Websocket,
}

impl Call {
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
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
        let (call, script) = (self.call.name(), format!("{:?}", self.script));
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
    let bench = Bench {
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
        .filter(|&call| call != Call::Database || bench.database.is_some())
        .flat_map(|call| [FailsTwice, Throttles, Refuses, Down].map(|script| (call, script)))
        // A lock does not say how long to wait.
        .filter(|&row| row != (Call::Files, Throttles))
        .map(|(call, script)| bench.row(call, script, log));
    join_all(rows).await.into_iter().collect()
}
