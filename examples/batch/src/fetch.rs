//! One item: a page with JSON. Its retries are written in the two ways there are.

use std::time::Duration;

use reattempt::classify::http_1::{CheckStatus, StatusError};
use reattempt::{Class, Classify, Event, Jitter, Policy, Retry, RetryError, Retrying, retry};
use serde_json::value::RawValue;

/// 5 retries, after 0.1, 0.2, 0.4, 0.8 and 1.6 s.
pub const DEFAULT: Policy = Policy::builder()
    .max_attempts(6)
    .initial_delay(Duration::from_millis(100))
    .max_delay(Duration::from_secs(30))
    .jitter(Jitter::None)
    .build();

pub type Page = Box<RawValue>;

#[derive(Debug, thiserror::Error, Classify)]
pub enum FetchError {
    #[error(transparent)]
    #[classify(forward)]
    Status(#[from] StatusError),
    #[error("no answer")]
    #[classify(forward)]
    Ureq(#[from] ureq::Error),
    #[error("no answer")]
    #[classify(forward)]
    Reqwest(#[from] reqwest::Error),
    #[error("the page is no JSON")]
    #[classify(permanent)]
    NoJson(#[from] serde_json::Error),
}

impl FetchError {
    /// Under this name it is counted.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Status(error) => return error.to_string(),
            Self::NoJson(_) => "no JSON",
            Self::Ureq(ureq::Error::Timeout(_)) => "timeout",
            Self::Reqwest(error) if error.is_timeout() => "timeout",
            _ if self.classify() == Class::Unsent => "no connection",
            Self::Ureq(_) | Self::Reqwest(_) => "broken connection",
        };
        name.to_owned()
    }
}

/// What is told of each retry. A panic in it goes on to who runs the batch.
pub trait OnRetry: Fn(&Retrying<'_, FetchError>) + Send + Sync {}

impl<F: Fn(&Retrying<'_, FetchError>) + Send + Sync> OnRetry for F {}

pub struct Fetcher<F> {
    policy: Policy,
    on_retry: F,
    agent: ureq::Agent,
    client: reqwest::Client,
}

impl<F: OnRetry> Fetcher<F> {
    /// No attempt takes longer than `timeout`.
    pub fn new(policy: Policy, timeout: Duration, on_retry: F) -> Result<Self, reqwest::Error> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .build();
        Ok(Self {
            policy,
            on_retry,
            agent: agent.into(),
            client: reqwest::Client::builder().timeout(timeout).build()?,
        })
    }

    /// For threads: a call of a function by a value, as `retry_call(get_blocking, [agent, url])` elsewhere.
    pub fn fetch_blocking(&self, url: &str) -> Result<Page, RetryError<FetchError>> {
        Retry::new(self.policy)
            .name("batch::fetch_blocking")
            .label(url)
            .on_event(|event: &Event<'_, FetchError>| self.note(event))
            .with_retry_error()
            .call(|| get_blocking(&self.agent, url))
    }

    /// For tasks: the attribute with options.
    #[retry(policy = self.policy, label = url, on_event = |event| self.note(event))]
    pub async fn fetch(&self, url: &str) -> Result<Page, RetryError<FetchError>> {
        once(&self.client, url).await
    }

    fn note(&self, event: &Event<'_, FetchError>) {
        if let Event::Retrying(retry) = event {
            (self.on_retry)(retry);
        }
    }
}

/// One attempt.
pub async fn once(client: &reqwest::Client, url: &str) -> Result<Page, FetchError> {
    let answer = client.get(url).send().await?.check_status()?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

fn get_blocking(agent: &ureq::Agent, url: &str) -> Result<Page, FetchError> {
    let mut answer = agent.get(url).call()?.check_status()?;
    Ok(serde_json::from_str(&answer.body_mut().read_to_string()?)?)
}
