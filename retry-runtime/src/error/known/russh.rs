//! `russh::Error` (feature `russh-0_65`).

use russh::{ChannelOpenFailure, Error};

use crate::error::class::Class;
use crate::error::classify::Classify;

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

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::IO(error) => Some(error),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "russh::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
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
