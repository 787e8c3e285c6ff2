//! The service: what it does for one request. Nothing here knows of retries, but for the switch.

use crate::calls::Retries;
use crate::clients::api::Api;
use crate::clients::database::{Database, Transfer};
use crate::clients::files::Files;
use crate::clients::llm::{Answer, Llm};
use crate::clients::others::{Auth, ClickHouse, Mcp};
use crate::context::Context;
use crate::error::CallError;

#[derive(Debug)]
pub struct Service {
    pub retries: Retries,
    pub auth: Auth,
    pub api: Api,
    pub tools: Mcp,
    pub llm: Llm,
    pub database: Database,
    pub clickhouse: ClickHouse,
    pub files: Files,
}

impl Service {
    /// Answers a question about the weather, for five cents.
    pub async fn handle(&self, context: &Context, city: &str) -> Result<Answer, CallError> {
        let Self { retries, .. } = self;
        self.auth.token(context).await?;
        let weather = retries.weather(&self.api, context, city).await?;
        let tools = retries.step(&self.tools, context).await?;

        let prompt = format!("{tools} tools say that {city} is {weather}. Say it nicely.");
        let answer = retries.answer(&self.llm, context, &prompt).await?;

        let price = Transfer {
            id: &context.id,
            from: "customer",
            to: "house",
            amount: 5,
        };
        retries.transfer(&self.database, price).await?;
        let count = format!("INSERT INTO answers VALUES ('{}')", answer.model);
        self.clickhouse.query(context, &count).await?;
        retries.save(&self.files, &context.id, &answer.text).await?;
        Ok(answer)
    }
}
