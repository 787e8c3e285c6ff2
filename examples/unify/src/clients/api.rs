//! An HTTP API.

use std::time::Duration;

use reattempt::{Policy, presets, retry};
use serde_json::Value;

use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::error::CallError;
use crate::guards::Guards;

/// For the whole call, and `attempt_timeout` for each attempt.
pub const POLICY: Policy = presets::HTTP
    .to_builder()
    .max_elapsed(Duration::from_secs(20))
    .build();

#[derive(Clone, Debug)]
pub struct Api {
    endpoint: Endpoint,
    guards: Guards,
}

impl Api {
    pub fn new(endpoint: Endpoint, guards: Guards) -> Self {
        Self { endpoint, guards }
    }

    #[retry(
        name = "api",
        policy = POLICY,
        attempt_timeout = "2s",
        budget = &self.guards.budget,
        breaker = &self.guards.breaker,
    )]
    pub async fn weather(&self, context: &Context, city: &str) -> Result<Value, CallError> {
        self.weather_once(context, city).await
    }

    pub async fn weather_once(&self, context: &Context, city: &str) -> Result<Value, CallError> {
        self.endpoint.get(context, city).await
    }
}
