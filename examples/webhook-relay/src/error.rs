//! What can go wrong with a delivery, under the names that a `retry` block uses.

use std::error::Error;
use std::iter;
use std::time::Duration;

use reattempt::classify::http_1::StatusError;
use reattempt::{Class, Classify};

#[derive(Debug, thiserror::Error, Classify)]
pub enum DeliveryError {
    #[error("connection refused: {0}")]
    #[classify(unsent, kind = "ConnectionRefused", alias = "ConnectError")]
    Refused(String),
    #[error("connection: {0}")]
    #[classify(transient, kind = "ConnectionError", alias = "NetworkError")]
    Connection(String),
    #[error("no answer within {:.1} s", _0.as_secs_f64())]
    #[classify(transient, kind = "TimeoutError", alias = "ReadTimeout")]
    Timeout(Duration),
    /// Of a message broker; the second name is for configurations that come from elsewhere.
    #[error("broker: {0}")]
    #[classify(transient, kind = "AmqpConnectionError", alias = "KafkaError")]
    Broker(String),
    #[error("{0}")]
    #[classify(transient, kind = "ServerError", after = 1)]
    Server(String, Option<Duration>),
    #[error("{0}")]
    #[classify(throttled, kind = "RateLimitError", after = 1)]
    Throttled(String, Option<Duration>),
    #[error("not let in: {0}")]
    #[classify(permanent, kind = "AuthenticationError")]
    Unauthorized(String),
    #[error("not allowed: {0}")]
    #[classify(permanent, kind = "PermissionError")]
    Forbidden(String),
    #[error("not there: {0}")]
    #[classify(permanent, kind = "KeyError")]
    Missing(String),
    #[error("not accepted: {0}")]
    #[classify(permanent, kind = "ValueError")]
    Rejected(String),
}

impl DeliveryError {
    /// Of a client whose errors the library knows: what has no better name is called by its class.
    pub fn of_client<E: Error + Classify + 'static>(error: &E) -> Self {
        let text = with_causes(error);
        match error.classify() {
            Class::Unsent => Self::Refused(text),
            Class::Throttled => Self::Throttled(text, error.retry_after()),
            Class::Permanent => Self::Rejected(text),
            _ => Self::Connection(text),
        }
    }

    /// Of an HTTP server.
    pub fn of_status(error: &StatusError) -> Self {
        let (status, text) = (error.status().as_u16(), error.to_string());
        match (status, error.classify()) {
            (401 | 407, _) => Self::Unauthorized(text),
            (403, _) => Self::Forbidden(text),
            (404 | 410, _) => Self::Missing(text),
            (_, Class::Throttled) => Self::Throttled(text, error.retry_after()),
            (_, Class::Permanent) => Self::Rejected(text),
            _ => Self::Server(text, error.retry_after()),
        }
    }
}

/// An error and all that it comes from.
pub fn with_causes(error: &(dyn Error + 'static)) -> String {
    let causes = iter::successors(Some(error), |error| (*error).source());
    let mut texts: Vec<_> = causes.map(ToString::to_string).collect();
    // Some repeat their source.
    texts.dedup_by(|cause, error| error.ends_with(&**cause));
    texts.join(": ")
}
