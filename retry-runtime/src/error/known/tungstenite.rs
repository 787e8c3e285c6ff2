//! `tungstenite::Error` and close frames (feature `tungstenite-0_30`).
//!
//! `tokio-tungstenite` returns the same types, and has the same version.

use core::time::Duration;

use tungstenite::Error;
use tungstenite::error::{ProtocolError, UrlError};
use tungstenite::handshake::client::Response;
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;

use super::http_1::{StatusError, retry_after};
use super::io_kind::is_unresolved;
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// By variant, as [`classify`](crate::classify) lists; a handshake that the server refused, by the status and
/// `Retry-After` of its response.
///
/// A connection that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match (self, self.forward_to()) {
            (Self::Http(response), _) => refusal(response).classify(),
            (_, Some(inner)) => inner.classify(),
            (_, None) => by_variant(self),
        }
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::Io(error) if !is_unresolved(error) => Some(error),
            _ => None,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match (self, self.forward_to()) {
            (Self::Http(response), _) => retry_after(response.headers()),
            (_, inner) => inner?.retry_after(),
        }
    }

    fn kind(&self) -> &'static str {
        "tungstenite::Error"
    }

    fn is_unprocessed(&self) -> bool {
        match (self, self.forward_to()) {
            (Self::Http(response), _) => refusal(response).is_unprocessed(),
            (_, Some(inner)) => inner.is_unprocessed(),
            (_, None) => unprocessed(by_variant(self)),
        }
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn refusal(response: &Response) -> StatusError {
    StatusError::new(response.status(), response.headers())
}

fn by_variant(error: &Error) -> Class {
    match error {
        // What is left of the I/O errors is a name that was not resolved.
        Error::Io(_) | Error::Url(UrlError::UnableToConnect(_)) | Error::WriteBufferFull(_) => {
            Class::Unsent
        }
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Protocol(
            ProtocolError::HandshakeIncomplete
            | ProtocolError::ResetWithoutClosingHandshake
            | ProtocolError::SendAfterClosing,
        ) => Class::Transient,
        _ => Class::Permanent,
    }
}

/// By its number, as [`classify`](crate::classify) lists.
///
/// `tungstenite` hands out a close frame as a message, not as an error. An error of your own that holds its code,
/// or the frame, can forward to it.
///
/// Source: the [registry](https://www.iana.org/assignments/websocket#close-code-number) of IANA.
#[diagnostic::do_not_recommend]
impl Classify for CloseCode {
    fn classify(&self) -> Class {
        const BAD_GATEWAY: u16 = 1014;
        const TIMEOUT: u16 = 3008;
        match self {
            Self::Away | Self::Abnormal | Self::Error | Self::Restart => Class::Transient,
            Self::Again => Class::Throttled,
            _ if matches!(u16::from(self), BAD_GATEWAY | TIMEOUT) => Class::Transient,
            _ => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "CloseCode"
    }

    /// The connection was open until then: what was sent before may have been processed.
    fn is_unprocessed(&self) -> bool {
        false
    }
}

/// By its code.
#[diagnostic::do_not_recommend]
impl Classify for CloseFrame {
    fn classify(&self) -> Class {
        self.code.classify()
    }

    fn kind(&self) -> &'static str {
        "CloseFrame"
    }

    fn is_unprocessed(&self) -> bool {
        self.code.is_unprocessed()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use tungstenite::error::CapacityError;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn variants_have_their_class() {
        for (error, class) in [
            (Error::ConnectionClosed, Class::Transient),
            (Error::AlreadyClosed, Class::Transient),
            (
                Error::Protocol(ProtocolError::ResetWithoutClosingHandshake),
                Class::Transient,
            ),
            (
                Error::Protocol(ProtocolError::WrongHttpVersion),
                Class::Permanent,
            ),
            (
                Error::Capacity(CapacityError::TooManyHeaders),
                Class::Permanent,
            ),
            (
                Error::Url(UrlError::UnableToConnect(String::new())),
                Class::Unsent,
            ),
            (Error::Url(UrlError::NoHostName), Class::Permanent),
            (Error::AttackAttempt, Class::Permanent),
            (Error::Utf8(String::new()), Class::Permanent),
        ] {
            assert_eq!(error.classify(), class, "{error}");
        }
    }

    #[test]
    fn an_io_error_counts_by_its_kind() {
        for (kind, class) in [
            (io::ErrorKind::ConnectionRefused, Class::Unsent),
            (io::ErrorKind::ConnectionReset, Class::Transient),
            (io::ErrorKind::InvalidData, Class::Permanent),
        ] {
            assert_eq!(Error::Io(kind.into()).classify(), class, "{kind}");
        }
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = Error::Io(Interrupted::from(OpenFor(wait)).into());

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(Classify::retry_after(&error), Some(wait));
        assert!(error.is_unprocessed());
    }

    #[test]
    fn codes_have_their_class() {
        for code in 0..=5000 {
            let class = match code {
                1001 | 1006 | 1011 | 1012 | 1014 | 3008 => Class::Transient,
                1013 => Class::Throttled,
                _ => Class::Permanent,
            };
            assert_eq!(CloseCode::from(code).classify(), class, "{code}");
        }
        assert!(!CloseCode::Again.is_unprocessed());
    }
}
