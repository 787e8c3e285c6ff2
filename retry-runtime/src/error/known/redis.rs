//! `redis::RedisError` (feature `redis-1`).

use core::time::Duration;
use std::error::Error;

use redis::{ErrorKind, RedisError, RetryMethod};

use super::search::own;
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// By [`retry_method`](RedisError::retry_method), as [`classify`](crate::classify) lists; a refused authentication, which
/// that would repeat on a new connection, is permanent.
#[diagnostic::do_not_recommend]
impl Classify for RedisError {
    fn classify(&self) -> Class {
        if let Some(own) = own_source(self) {
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

    fn retry_after(&self) -> Option<Duration> {
        own_source(self)?.retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        own_source(self).is_some_and(Classify::is_hint_exact)
    }

    fn kind(&self) -> &'static str {
        "RedisError"
    }

    fn is_unprocessed(&self) -> bool {
        match own_source(self) {
            Some(own) => own.is_unprocessed(),
            None => unprocessed(self.classify()),
        }
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Where a function that connects returns `io::Error`, it is in there.
fn own_source(error: &RedisError) -> Option<&dyn Classify> {
    error.source().and_then(own)
}

#[cfg(test)]
mod tests {
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
