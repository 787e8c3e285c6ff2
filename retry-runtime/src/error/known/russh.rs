//! `russh::Error` (feature `russh-0_65`).

use core::time::Duration;

use russh::{ChannelOpenFailure, Error};

use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// By variant, as [`classify`](crate::classify) lists.
///
/// A session that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::IO(error) => error.classify(),
            Self::HUP
            | Self::Disconnect
            | Self::ConnectionTimeout
            | Self::KeepaliveTimeout
            | Self::InactivityTimeout
            | Self::Elapsed(_)
            | Self::SendError
            | Self::RecvError
            | Self::ChannelOpenFailure(ChannelOpenFailure::ConnectFailed) => Class::Transient,
            Self::ChannelOpenFailure(ChannelOpenFailure::ResourceShortage) => Class::Throttled,
            _ => Class::Permanent,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        cause(self)?.retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        cause(self).is_some_and(Classify::is_hint_exact)
    }

    fn kind(&self) -> &'static str {
        "russh::Error"
    }

    fn is_known(&self) -> bool {
        cause(self).is_none_or(Classify::is_known)
    }

    fn is_unprocessed(&self) -> bool {
        match cause(self) {
            Some(cause) => cause.is_unprocessed(),
            None => unprocessed(self.classify()),
        }
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// The error that this one only passes on.
fn cause(error: &Error) -> Option<&dyn Classify> {
    match error {
        Error::IO(error) => Some(error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn a_lost_session_is_transient() {
        assert_eq!(Error::Disconnect.classify(), Class::Transient);
        assert_eq!(Error::KeepaliveTimeout.classify(), Class::Transient);
    }

    #[test]
    fn a_wrong_key_is_permanent() {
        assert_eq!(Error::UnknownKey.classify(), Class::Permanent);
        assert_eq!(Error::NotAuthenticated.classify(), Class::Permanent);
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = Error::from(io::Error::from(Interrupted::from(OpenFor(wait))));

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
        assert!(!Error::from(io::Error::other("no type of its own")).is_known());
    }
}
