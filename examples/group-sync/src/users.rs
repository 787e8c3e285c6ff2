//! The service that creates users: the one thing here that is retried.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reattempt::{Budget, Event, Jitter, Nested, Policy, RetryError, retry};
use reqwest::StatusCode;

use crate::api::{Api, ApiError};

/// 3 attempts; a delay is 1 s x 2^(n-1) before retry n, but no less than 1 s and no more than 4 s.
pub const DEFAULT: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_secs(1))
    .min_delay(Duration::from_secs(1))
    .max_delay(Duration::from_secs(4))
    .jitter(Jitter::None)
    // After 429 without `Retry-After` the delay is that of any other error.
    .throttled_delay(Duration::ZERO)
    .build();

/// Gets its policy from who makes it, and keeps it.
pub struct Users {
    api: Api,
    policy: Policy,
    budget: Option<Budget>,
    nested: Nested,
    retries: Mutex<Retries>,
}

/// What it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retries {
    pub made: usize,
    /// Creates that went well after at least one.
    pub recovered: usize,
    pub waited: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Created {
    Now,
    /// By somebody else, since the run began.
    Before,
}

impl Users {
    /// Without a budget. A client that retries by itself does not while this does.
    pub fn new(api: Api, policy: Policy) -> Self {
        Self {
            api,
            policy,
            budget: None,
            nested: Nested::Suppress,
            retries: Mutex::default(),
        }
    }

    /// No more retries than these in all.
    #[must_use]
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = Some(Budget::total(retries));
        self
    }

    /// What the retries of a client below are to do.
    #[must_use]
    pub fn nested(mut self, nested: Nested) -> Self {
        self.nested = nested;
        self
    }

    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    pub fn retries(&self) -> Retries {
        *self.retries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub async fn create(&self, name: &str) -> Result<Created, RetryError<ApiError>> {
        match self.attempt(name).await {
            Ok(()) => Ok(Created::Now),
            Err(error) if status(&error) == Some(StatusCode::CONFLICT) => Ok(Created::Before),
            Err(error) => Err(error),
        }
    }

    #[retry(
        name = "users::create",
        label = name,
        policy = self.policy,
        budget = self.budget.as_ref(),
        nested = self.nested,
        attempt = attempt,
        on_event = |event| self.count(event),
    )]
    async fn attempt(&self, name: &str) -> Result<(), RetryError<ApiError>> {
        self.api.create_user(name, attempt.key()).await
    }

    fn count(&self, event: &Event<'_, ApiError>) {
        let mut retries = self.retries.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Retrying(retry) => {
                retries.made += 1;
                retries.waited += retry.delay;
            }
            Event::Recovered(_) => retries.recovered += 1,
            _ => {}
        }
    }
}

fn status(error: &RetryError<ApiError>) -> Option<StatusCode> {
    error.error()?.status()
}
