//! Clients whose retries are one line each.

use reattempt::{presets, retry};
use serde_json::{Value, json};

use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::error::CallError;
use crate::guards::Guards;

/// `ClickHouse`, by its HTTP interface.
#[derive(Clone, Debug)]
pub struct ClickHouse(pub Endpoint, pub Guards);

impl ClickHouse {
    #[retry(name = "clickhouse", policy = presets::DATABASE, attempt_timeout = "5s", budget = &self.1.budget, breaker = &self.1.breaker)]
    pub async fn query(&self, context: &Context, sql: &str) -> Result<Value, CallError> {
        self.0.post(context, "query", &json!(sql)).await
    }
}

/// Where access tokens come from.
#[derive(Clone, Debug)]
pub struct Auth(pub Endpoint, pub Guards);

impl Auth {
    #[retry(name = "auth", policy = presets::HTTP, attempt_timeout = "2s", budget = &self.1.budget, breaker = &self.1.breaker)]
    pub async fn token(&self, context: &Context) -> Result<Value, CallError> {
        self.0.post(context, "token", &json!({})).await
    }
}

/// A server of tools, by the Model Context Protocol.
#[derive(Clone, Debug)]
pub struct Mcp(pub Endpoint, pub Guards);

impl Mcp {
    #[retry(name = "mcp", policy = presets::AGENT, attempt_timeout = "5s", budget = &self.1.budget, breaker = &self.1.breaker)]
    pub async fn call(
        &self,
        context: &Context,
        tool: &str,
        arguments: &Value,
    ) -> Result<Value, CallError> {
        let call = json!({
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": { "name": tool, "arguments": arguments },
        });
        self.0.post(context, tool, &call).await
    }
}
