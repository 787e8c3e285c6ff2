//! What can go wrong with the queue.

use std::fmt;
use std::time::Duration;

use reattempt::{Classify, Interrupted};

use super::nats;

#[derive(Debug, thiserror::Error, Classify)]
pub enum QueueError {
    #[error("database: {0}")]
    #[classify(forward)]
    Database(#[from] sqlx::Error),
    #[error("NATS: {0}")]
    #[classify(forward)]
    Nats(#[source] async_nats::Error),
    #[error("{0}")]
    #[classify(permanent)]
    Engine(String),
    #[error("this relay cannot read it: {0}")]
    #[classify(permanent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

/// A worker has ended, for a reason that the next one may not have.
#[derive(Debug, thiserror::Error, Classify)]
#[error("the worker has ended: {0}")]
#[classify(transient)]
pub(super) struct Ended(pub(super) String);

/// The queue could not be opened when the program started.
#[derive(Debug)]
pub struct NotOpened {
    /// Without what may be secret.
    url: String,
    why: QueueError,
    within: Duration,
}

impl NotOpened {
    pub(super) fn new(url: &str, why: QueueError, within: Duration) -> Self {
        let url = without_secrets(url);
        Self { url, why, within }
    }
}

impl std::error::Error for NotOpened {}

impl fmt::Display for NotOpened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, why, within } = self;
        write!(f, "--queue = {url:?}: {why}; ")?;
        if let QueueError::Nats(error) = why
            && let Some(hint) = nats::hint(error)
        {
            write!(f, "{hint}; ")?;
        }
        if why.classify().is_retryable() {
            write!(f, "waited {within:?} for it; ")?;
        }
        f.write_str(
            "write `sqlite:FILE`, `postgres://USER:PASSWORD@HOST/DATABASE`, `nats://HOST` or `tls://HOST`",
        )
    }
}

/// User and password are in front of the host, and a password may be among the parameters as well.
fn without_secrets(url: &str) -> String {
    let url = url.split('?').next().unwrap_or_default();
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://..@{host}"),
        _ => url.to_owned(),
    }
}
