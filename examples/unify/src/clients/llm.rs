//! An API of language models, which counts tokens and throttles by the minute.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use reattempt::{Classify, Policy, presets, retry};
use serde_json::{Value, json};

use crate::context::Context;
use crate::endpoint::Endpoint;
use crate::error::CallError;
use crate::guards::Guards;

pub const POLICY: Policy = presets::LLM
    .to_builder()
    .max_elapsed(Duration::from_mins(1))
    .build();

/// The longest answer that is asked for.
const ANSWER_TOKENS: u32 = 50;

#[derive(Debug)]
pub struct Llm {
    endpoint: Endpoint,
    guards: Guards,
    quota: DefaultDirectRateLimiter,
}

/// Which model has answered, and what.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub model: &'static str,
    pub text: String,
}

impl Llm {
    pub fn new(endpoint: Endpoint, guards: Guards, tokens_per_minute: NonZeroU32) -> Self {
        Self {
            endpoint,
            guards,
            quota: RateLimiter::direct(Quota::per_minute(tokens_per_minute)),
        }
    }

    /// After the last attempt, or where the circuit is open, the small model is asked, once. If it has no answer
    /// either, the error is that of the large one.
    pub async fn answer(&self, context: &Context, prompt: &str) -> Result<Answer, CallError> {
        let error = match self.complete(context, prompt).await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        if !error.classify().is_retryable() {
            return Err(error);
        }
        let small = self.ask(context, "small", prompt).await;
        small.map_err(|_| error)
    }

    #[retry(
        name = "llm",
        policy = POLICY,
        budget = &self.guards.budget,
        breaker = &self.guards.breaker,
    )]
    pub async fn complete(&self, context: &Context, prompt: &str) -> Result<Answer, CallError> {
        self.complete_once(context, prompt).await
    }

    pub async fn complete_once(
        &self,
        context: &Context,
        prompt: &str,
    ) -> Result<Answer, CallError> {
        self.ask(context, "large", prompt).await
    }

    /// Each attempt costs tokens and waits for its own. The time limit of an attempt is that of the request, and not
    /// `attempt_timeout`, so that this wait does not count.
    async fn ask(
        &self,
        context: &Context,
        model: &'static str,
        prompt: &str,
    ) -> Result<Answer, CallError> {
        let tokens = tokens(prompt);
        let ready = self.quota.until_n_ready(tokens).await;
        ready.map_err(|_| CallError::TooLong {
            tokens: tokens.get(),
        })?;
        let body = json!({ "model": model, "prompt": prompt, "max_tokens": ANSWER_TOKENS });
        let answer = self.endpoint.post(context, "complete", &body).await?;
        let text = answer.get("text").and_then(Value::as_str);
        let text = text.unwrap_or_default().to_owned();
        Ok(Answer { model, text })
    }
}

/// What a request may cost at most: a token is about four letters.
fn tokens(prompt: &str) -> NonZeroU32 {
    let prompt = u32::try_from(prompt.len() / 4).unwrap_or(u32::MAX);
    NonZeroU32::MIN.saturating_add(prompt.saturating_add(ANSWER_TOKENS))
}
