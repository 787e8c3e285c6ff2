//! A step of an agent, which calls two tools and remembers what they said.

use std::collections::BTreeMap;
use std::time::Duration;

use reattempt::{Policy, presets, retry};
use serde_json::{Value, json};

use super::others::Mcp;
use crate::context::Context;
use crate::error::CallError;

pub const POLICY: Policy = presets::AGENT
    .to_builder()
    .max_elapsed(Duration::from_secs(30))
    .build();

const TOOLS: [&str; 2] = ["search", "calculate"];

#[derive(Debug)]
pub struct Agent {
    tools: Mcp,
    /// What the tools have said so far. It stays when an attempt fails.
    known: BTreeMap<&'static str, Value>,
}

impl Agent {
    pub fn new(tools: Mcp) -> Self {
        Self {
            tools,
            known: BTreeMap::new(),
        }
    }

    /// Each tool has retries of its own, which are suppressed here: only the step is repeated, and it goes on with the
    /// tool that failed.
    #[retry(name = "agent", policy = POLICY, nested = "suppress")]
    pub async fn step(&mut self, context: &Context) -> Result<usize, CallError> {
        self.step_once(context).await
    }

    /// How many tools have answered.
    pub async fn step_once(&mut self, context: &Context) -> Result<usize, CallError> {
        for tool in TOOLS {
            if !self.known.contains_key(tool) {
                let result = self.tools.call(context, tool, &json!({})).await?;
                self.known.insert(tool, result);
            }
        }
        Ok(self.known.len())
    }
}
