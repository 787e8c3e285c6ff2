//! A dependency that speaks HTTP: one request, one outcome, no retries.

use std::time::Duration;

use reattempt::classify::http_1::CheckStatus;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

use crate::context::{Context, REQUEST_ID};
use crate::error::CallError;

/// No request takes longer, whoever sends it.
const LIMIT: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub struct Endpoint {
    client: Client,
    url: String,
}

impl Endpoint {
    pub fn new(url: impl Into<String>) -> Result<Self, CallError> {
        let client = Client::builder().timeout(LIMIT).build()?;
        let url = url.into();
        Ok(Self { client, url })
    }

    pub async fn get(&self, context: &Context, path: &str) -> Result<Value, CallError> {
        send(context, self.client.get(format!("{}/{path}", self.url))).await
    }

    pub async fn post(
        &self,
        context: &Context,
        path: &str,
        body: &Value,
    ) -> Result<Value, CallError> {
        let request = self.client.post(format!("{}/{path}", self.url));
        send(context, request.json(body)).await
    }
}

async fn send(context: &Context, request: RequestBuilder) -> Result<Value, CallError> {
    let response = request.header(REQUEST_ID, &context.id).send().await?;
    Ok(response.check_status()?.json().await?)
}
