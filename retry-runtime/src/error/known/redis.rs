//! `redis::RedisError` (feature `redis-1`).

use std::error::Error;

use redis::{ErrorKind, RedisError, RetryMethod};

use super::search::own;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By [`retry_method`](RedisError::retry_method), as [`classify`](crate::classify) lists; a refused authentication, which
/// that would repeat on a new connection, is permanent.
#[diagnostic::do_not_recommend]
impl Classify for RedisError {
    fn classify(&self) -> Class {
        if let Some(own) = self.forward_to() {
            return own.classify();
        }
        if self.kind() == ErrorKind::AuthenticationFailed {
            return Class::Permanent;
        }
        match self.retry_method() {
            RetryMethod::NoRetry => Class::Permanent,
            _ if self.is_connection_refusal() => Class::Unsent,
            RetryMethod::Reconnect
            | RetryMethod::ReconnectFromInitialConnections
            | RetryMethod::RetryImmediately
            | RetryMethod::WaitAndRetry
            | RetryMethod::AskRedirect
            | RetryMethod::MovedRedirect => Class::Transient,
            _ => Class::Permanent,
        }
    }

    /// Where a function that connects returns `io::Error`, it is in there.
    fn forward_to(&self) -> Option<&dyn Classify> {
        self.source().and_then(own)
    }

    fn kind(&self) -> &'static str {
        "RedisError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use redis::ServerErrorKind;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn the_crate_decides() {
        for (error, class) in [
            (
                RedisError::from((ErrorKind::AuthenticationFailed, "")),
                Class::Permanent,
            ),
            (
                RedisError::from((ErrorKind::InvalidClientConfig, "")),
                Class::Permanent,
            ),
            (
                RedisError::from((ErrorKind::Server(ServerErrorKind::BusyLoading), "")),
                Class::Transient,
            ),
            (
                RedisError::from((ErrorKind::Server(ServerErrorKind::ReadOnly), "")),
                Class::Permanent,
            ),
            (
                io::Error::from(io::ErrorKind::ConnectionRefused).into(),
                Class::Unsent,
            ),
            (
                io::Error::from(io::ErrorKind::ConnectionReset).into(),
                Class::Transient,
            ),
            (
                io::Error::from(io::ErrorKind::TimedOut).into(),
                Class::Transient,
            ),
        ] {
            assert_eq!(error.classify(), class, "{error}");
        }
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = RedisError::from(io::Error::from(Interrupted::from(OpenFor(wait))));

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(Classify::retry_after(&error), Some(wait));
        assert!(error.is_unprocessed());
    }
}
