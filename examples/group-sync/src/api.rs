//! The client of the API: one method a request, and the one error they have.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reattempt::classify::http_1::StatusError;
use reattempt::{AttemptKey, Classify, Policy, retry};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde_json::json;

use crate::server::seen::IDEMPOTENCY_KEY;

/// Why a request came to nothing. What it says of itself decides whether it is sent again.
#[derive(Debug, thiserror::Error, Classify)]
pub enum ApiError {
    /// Refused, broken off, timed out: retried. No address, no JSON: not.
    #[error("no answer")]
    #[classify(forward)]
    Unanswered(#[from] reqwest::Error),
    /// 429 and 5xx: retried. 400, 401, 403, 404 and the rest: not.
    #[error("{message}")]
    #[classify(forward)]
    Refused {
        source: StatusError,
        message: String,
    },
}

impl ApiError {
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Unanswered(_) => None,
            Self::Refused { source, .. } => Some(source.status()),
        }
    }
}

/// The body of a refusal.
#[derive(Deserialize)]
struct Problem {
    error: String,
}

#[derive(Clone, Debug)]
pub struct Api {
    http: Client,
    server: Url,
    token: String,
    retries: Policy,
}

impl Api {
    /// One attempt for each request, of which none takes longer than `timeout`.
    pub fn new(server: Url, token: String, timeout: Duration) -> Result<Self, ApiError> {
        const ONCE: Policy = Policy::builder().max_attempts(1).build();
        Ok(Self {
            http: Client::builder().timeout(timeout).build()?,
            server,
            token,
            retries: ONCE,
        })
    }

    /// The same client with retries of its own, as many client libraries have them.
    #[must_use]
    pub fn with_own_retries(mut self, policy: Policy) -> Self {
        self.retries = policy;
        self
    }

    pub async fn users(&self) -> Result<BTreeSet<String>, ApiError> {
        let answer = self.send(self.request(Method::GET, &["users"])).await?;
        Ok(answer.json().await?)
    }

    pub async fn groups(&self) -> Result<BTreeMap<String, BTreeSet<String>>, ApiError> {
        let answer = self.send(self.request(Method::GET, &["groups"])).await?;
        Ok(answer.json().await?)
    }

    /// May be sent again with the same key, and is done once all the same.
    pub async fn create_user(&self, name: &str, key: AttemptKey) -> Result<(), ApiError> {
        let request = self
            .request(Method::POST, &["users"])
            .header(IDEMPOTENCY_KEY, key.to_string())
            .json(&json!({ "name": name }));
        self.send(request).await.map(drop)
    }

    pub async fn create_group(
        &self,
        name: &str,
        members: &BTreeSet<String>,
    ) -> Result<(), ApiError> {
        let group = json!({ "name": name, "members": members });
        let request = self.request(Method::POST, &["groups"]).json(&group);
        self.send(request).await.map(drop)
    }

    pub async fn update_group(
        &self,
        name: &str,
        members: &BTreeSet<String>,
    ) -> Result<(), ApiError> {
        let members = json!({ "members": members });
        let request = self.request(Method::PUT, &["groups", name]).json(&members);
        self.send(request).await.map(drop)
    }

    pub async fn delete_group(&self, name: &str) -> Result<(), ApiError> {
        let request = self.request(Method::DELETE, &["groups", name]);
        self.send(request).await.map(drop)
    }

    fn request(&self, method: Method, path: &[&str]) -> RequestBuilder {
        let mut url = self.server.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        self.http.request(method, url).bearer_auth(&self.token)
    }

    #[retry(name = "api::send", policy = self.retries)]
    async fn send(&self, request: RequestBuilder) -> Result<Response, ApiError> {
        let attempt = request.try_clone().expect("its body is in memory");
        let answer = attempt.send().await?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let source = StatusError::new(answer.status(), answer.headers());
        let problem = answer.json::<Problem>().await;
        let message = problem.map_or_else(|_| "refused".to_owned(), |problem| problem.error);
        Err(ApiError::Refused { source, message })
    }
}
