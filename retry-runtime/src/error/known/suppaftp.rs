//! `suppaftp::FtpError` (feature `suppaftp-12`).

use suppaftp::{FtpError, Status};

use super::io_kind::is_unresolved;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists.
///
/// A control connection that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for FtpError {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or_else(|| by_variant(self), Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::ConnectionError(error) if !is_unresolved(error) => Some(error),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "suppaftp::FtpError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_variant(error: &FtpError) -> Class {
    match error {
        // What is left of the I/O errors is a name that was not resolved.
        FtpError::ConnectionError(_) => Class::Unsent,
        FtpError::UnexpectedResponse(response) => by_status(response.status),
        _ => Class::Permanent,
    }
}

/// Transient are those of which the server says so; it has no code of its own for a request that it did not do because
/// of too many others.
///
/// Source: [RFC 959, section 4.2](https://www.rfc-editor.org/rfc/rfc959#section-4.2).
fn by_status(status: Status) -> Class {
    match status {
        // Not of that RFC, which has 530 for it.
        Status::InvalidCredentials => Class::Permanent,
        _ if (400..500).contains(&status.code()) => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use suppaftp::types::Response;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn replies_have_their_class() {
        for code in 100..600 {
            let status = Status::from(code);
            let class = match code {
                421 | 425 | 426 | 434 | 450 | 451 | 452 => Class::Transient,
                _ => Class::Permanent,
            };
            let error = FtpError::UnexpectedResponse(Response::new(status, Vec::new()));
            assert_eq!(error.classify(), class, "{code}");
        }
    }

    #[test]
    fn variants_have_their_class() {
        assert_eq!(FtpError::BadResponse.classify(), Class::Permanent);
        assert_eq!(
            FtpError::DataConnectionAlreadyOpen.classify(),
            Class::Permanent
        );
        for (kind, class) in [
            (io::ErrorKind::ConnectionRefused, Class::Unsent),
            (io::ErrorKind::UnexpectedEof, Class::Transient),
            (io::ErrorKind::InvalidInput, Class::Permanent),
        ] {
            let error = FtpError::ConnectionError(kind.into());
            assert_eq!(error.classify(), class, "{kind}");
        }
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = FtpError::ConnectionError(Interrupted::from(OpenFor(wait)).into());

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
    }
}
