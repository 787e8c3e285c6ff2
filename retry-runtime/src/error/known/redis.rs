//! `redis::RedisError` (feature `redis-1`).

use redis::{ErrorKind, RedisError, RetryMethod};

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By [`retry_method`](RedisError::retry_method), as [`classify`](crate::classify) lists; a refused authentication, which
/// that would repeat on a new connection, is permanent.
#[diagnostic::do_not_recommend]
impl Classify for RedisError {
    fn classify(&self) -> Class {
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

    fn kind(&self) -> &'static str {
        "RedisError"
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use redis::ServerErrorKind;

    use super::*;

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
}
