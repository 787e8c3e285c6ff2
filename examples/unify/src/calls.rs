//! The switch: each of the six calls by what is new, or by the loop that it has replaced.

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reattempt::{Policy, Scope};
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::clients::agent::{self, Agent};
use crate::clients::api::{self, Api};
use crate::clients::database::{self, Database, Transfer};
use crate::clients::files::{self, Files};
use crate::clients::llm::{self, Answer, Llm};
use crate::clients::others::Mcp;
use crate::clients::socket::{self, Socket};
use crate::context::Context;
use crate::error::CallError;
use crate::old;
use crate::shadow::{ShadowLog, Watch};

/// Who retries.
#[derive(Clone, Debug, Default)]
pub enum Retries {
    #[default]
    New,
    /// Without a new program, as fast as it takes to set a variable.
    Old,
    /// The old loops, and a log of what the new policies would have done.
    Shadow(Arc<ShadowLog>),
}

impl FromStr for Retries {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "new" => Ok(Self::New),
            "old" => Ok(Self::Old),
            "shadow" => Ok(Self::Shadow(Arc::default())),
            _ => Err(format!("`{text}` is none of new, old, shadow")),
        }
    }
}

impl Retries {
    /// `None` where the new ones are in force.
    fn old(&self, call: &'static str, policy: Policy) -> Option<Watch> {
        match self {
            Self::New => None,
            Self::Old => Some(Watch::new(call, policy, None)),
            Self::Shadow(log) => Some(Watch::new(call, policy, Some(Arc::clone(log)))),
        }
    }

    pub async fn weather(
        &self,
        api: &Api,
        context: &Context,
        city: &str,
    ) -> Result<Value, CallError> {
        let Some(old) = self.old("api", api::POLICY) else {
            return api.weather(context, city).await;
        };
        old::api::call(async || old.attempt(api.weather_once(context, city)).await).await
    }

    /// The old loop had no fallback either.
    pub async fn answer(
        &self,
        llm: &Llm,
        context: &Context,
        prompt: &str,
    ) -> Result<Answer, CallError> {
        let Some(old) = self.old("llm", llm::POLICY) else {
            return llm.answer(context, prompt).await;
        };
        old::llm::call(async || old.attempt(llm.complete_once(context, prompt)).await).await
    }

    /// The old loop began a step anew each time, with tools that did not retry.
    pub async fn step(&self, tools: &Mcp, context: &Context) -> Result<usize, CallError> {
        let Some(old) = self.old("agent", agent::POLICY) else {
            return Agent::new(tools.clone()).step(context).await;
        };
        let mut once = async || {
            let mut agent = Agent::new(tools.clone());
            let step = old.attempt(agent.step_once(context));
            Scope::new().off().wrap(step).await
        };
        old::agent::call(&mut once, 3).await
    }

    pub async fn transfer(
        &self,
        database: &Database,
        transfer: Transfer<'_>,
    ) -> Result<(), CallError> {
        let Some(old) = self.old("database", database::POLICY) else {
            return database.transfer(transfer).await;
        };
        old::database::call(async || old.attempt(database.transfer_once(transfer)).await).await
    }

    pub async fn save(&self, files: &Files, name: &str, text: &str) -> Result<(), CallError> {
        let Some(old) = self.old("files", files::POLICY) else {
            return files.save(name, text).await;
        };
        let (files, name, text) = (files.clone(), name.to_owned(), text.to_owned());
        let call =
            move || old::files::call(|| old.blocking_attempt(|| files.save_once(&name, &text)));
        spawn_blocking(call).await.map_err(std::io::Error::other)?
    }

    pub async fn send(&self, socket: &mut Socket, message: &str) -> Result<(), CallError> {
        let Some(old) = self.old("websocket", socket::POLICY) else {
            return socket.send(message).await;
        };
        let deadline = Instant::now() + Duration::from_secs(2);
        old::socket::call(deadline, async || {
            old.attempt(socket.send_once(message)).await
        })
        .await
    }
}
