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

/// User and password are in front of the host, and a password may be among the parameters as well. What is no URL is
/// shown as little.
fn without_secrets(url: &str) -> String {
    let (scheme, rest) = match (url.split_once("://"), url.split_once(':')) {
        (Some((scheme, rest)), _) => (format!("{scheme}://"), rest),
        (None, Some((scheme, rest))) => (format!("{scheme}:"), rest),
        (None, None) => (String::new(), url),
    };
    match rest.rsplit_once('@') {
        // It may belong to a parameter.
        Some((before, _)) if before.contains('?') => format!("{scheme}.."),
        Some((_, host)) => format!("{scheme}..@{}", without_parameters(host)),
        None if is_without_host(rest) => format!("{scheme}.."),
        None => format!("{scheme}{}", without_parameters(rest)),
    }
}

fn without_parameters(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}

/// Whether a user and a password are there, and no host after them: what follows the colon is no port.
fn is_without_host(rest: &str) -> bool {
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    host.rsplit_once(':').is_some_and(|(_, port)| {
        !host.ends_with(']') && !port.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_without_secrets() {
        for (url, shown) in [
            ("sqlite:/var/lib/relay.db", "sqlite:/var/lib/relay.db"),
            ("sqlite:relay.db?mode=rw", "sqlite:relay.db"),
            ("nats://127.0.0.1:4222", "nats://127.0.0.1:4222"),
            ("nats://[::1]", "nats://[::1]"),
            ("nats://[::1]:4222", "nats://[::1]:4222"),
            ("nats://secret@host", "nats://..@host"),
            ("nats://ada:secret@", "nats://..@"),
            ("nats://ada:secret", "nats://.."),
            ("postgres://ada:se@cret@host/db", "postgres://..@host/db"),
            ("postgres://ada:se/cret@host/db", "postgres://..@host/db"),
            ("postgres://ada:secret?@host/db", "postgres://.."),
            (
                "postgres://ada:secret@host/db?sslmode=disable",
                "postgres://..@host/db",
            ),
            ("postgres://host/db?password=secret", "postgres://host/db"),
            ("postgres://host/db?password=se@cret", "postgres://.."),
            ("postgres:ada:secret@host/db", "postgres:..@host/db"),
            ("ada:secret@host", "ada:..@host"),
            ("secret@host", "..@host"),
            ("", ""),
        ] {
            assert_eq!(without_secrets(url), shown, "{url}");
        }
    }
}
