//! The class of an error: what a retry policy has to know about it.

use core::fmt;

/// Whether a retry can help against an error.
///
/// The class is about the next attempt, and not about the failed one. A transient error does not mean that the
/// request had no effect: perhaps only the answer was lost. Where a second request would be a second order, write
/// `idempotent = false`, which only retries [`Unsent`](Self::Unsent) and [`Throttled`](Self::Throttled), or send
/// [`Attempt::key`] to the server. The page `guide::idempotency` of `reattempt` explains when to do which.
///
/// [`Attempt::key`]: crate::Attempt::key
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// The request certainly never reached the server: connection refused, name not resolved, no connection in the
    /// pool. A retry is always safe.
    Unsent,
    /// A retry can help; the request may have been processed.
    Transient,
    /// The server asked for fewer requests, and rejected this one.
    Throttled,
    /// A retry cannot help.
    Permanent,
}

impl Class {
    /// Whether a retry can help: `false` for [`Permanent`](Self::Permanent) only. Whether a call is retried after all is
    /// up to its options and limits.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::io::{Error, ErrorKind};
    /// use reattempt::Classify;
    ///
    /// assert!(Error::from(ErrorKind::TimedOut).classify().is_retryable());
    /// assert!(!Error::from(ErrorKind::PermissionDenied).classify().is_retryable());
    /// ```
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Permanent)
    }

    /// Stable lower-case name, as it appears in logs and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unsent => "unsent",
            Self::Transient => "transient",
            Self::Throttled => "throttled",
            Self::Permanent => "permanent",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
