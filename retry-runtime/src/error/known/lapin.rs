//! `lapin::Error` (feature `lapin-4`).

use lapin::protocol::{AMQPErrorKind, AMQPHardError, AMQPSoftError};
use lapin::{Error, ErrorKind};

use super::io_kind::is_unresolved;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By kind, as [`classify`](crate::classify) lists.
///
/// A channel that is closed stays closed, and so does a connection that does not recover by itself: a retry needs
/// a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or_else(|| by_kind(self.kind()), Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self.kind() {
            ErrorKind::IOError(error) if !is_unresolved(error) => Some(&**error),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "lapin::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_kind(kind: &ErrorKind) -> Class {
    match kind {
        // What is left of the I/O errors is a name that was not resolved.
        ErrorKind::IOError(_) | ErrorKind::ChannelsLimitReached => Class::Unsent,
        ErrorKind::InvalidChannel(_)
        | ErrorKind::InvalidChannelState(..)
        | ErrorKind::InvalidConnectionState(_)
        | ErrorKind::MissingHeartbeatError => Class::Transient,
        ErrorKind::ProtocolError(error) => by_reply(error.kind()),
        _ => Class::Permanent,
    }
}

/// Source: [AMQP 0-9-1](https://www.rabbitmq.com/amqp-0-9-1-reference#constants), reply codes.
fn by_reply(kind: &AMQPErrorKind) -> Class {
    match kind {
        AMQPErrorKind::Soft(AMQPSoftError::CONTENTTOOLARGE | AMQPSoftError::RESOURCELOCKED)
        | AMQPErrorKind::Hard(
            AMQPHardError::CONNECTIONFORCED
            | AMQPHardError::INTERNALERROR
            | AMQPHardError::RESOURCEERROR,
        ) => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use lapin::ChannelState;
    use lapin::protocol::AMQPError;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn kinds_have_their_class() {
        for (kind, class) in [
            (ErrorKind::ChannelsLimitReached, Class::Unsent),
            (ErrorKind::InvalidChannel(1), Class::Transient),
            (
                ErrorKind::InvalidChannelState(ChannelState::Closed, ""),
                Class::Transient,
            ),
            (ErrorKind::MissingHeartbeatError, Class::Transient),
            (
                ErrorKind::AuthProviderError(String::new()),
                Class::Permanent,
            ),
            (ErrorKind::FutureCompleted, Class::Permanent),
            (ErrorKind::NoDefaultRuntime, Class::Permanent),
        ] {
            assert_eq!(Error::from(kind.clone()).classify(), class, "{kind:?}");
        }
    }

    #[test]
    fn reply_codes_have_their_class() {
        for (code, class) in [
            (311, Class::Transient),
            (312, Class::Permanent),
            (313, Class::Permanent),
            (403, Class::Permanent),
            (404, Class::Permanent),
            (405, Class::Transient),
            (406, Class::Permanent),
            (320, Class::Transient),
            (402, Class::Permanent),
            (501, Class::Permanent),
            (502, Class::Permanent),
            (503, Class::Permanent),
            (504, Class::Permanent),
            (505, Class::Permanent),
            (506, Class::Transient),
            (530, Class::Permanent),
            (540, Class::Permanent),
            (541, Class::Transient),
        ] {
            let error = AMQPError::from_id(code, "".into()).expect("a code of AMQP");
            let error = Error::from(ErrorKind::ProtocolError(error));
            assert_eq!(error.classify(), class, "{code}");
        }
    }

    #[test]
    fn an_io_error_counts_by_its_kind() {
        for (kind, class) in [
            (io::ErrorKind::ConnectionRefused, Class::Unsent),
            (io::ErrorKind::ConnectionAborted, Class::Transient),
            (io::ErrorKind::InvalidData, Class::Permanent),
        ] {
            let error = Error::from(io::Error::from(kind));
            assert_eq!(error.classify(), class, "{kind}");
        }
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = Error::from(io::Error::from(Interrupted::from(OpenFor(wait))));

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
    }
}
