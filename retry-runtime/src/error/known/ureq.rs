//! `ureq::Error` (feature `ureq-3`).

use ureq::{Error, Timeout};

use super::http_status::http_status;
use super::io_kind::is_unresolved;
use super::search::opaque;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists.
///
/// `StatusCode` has lost `Retry-After`: with `http_status_as_error(false)` the response keeps it, for
/// `http_1::CheckStatus`.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or_else(|| by_variant(self), Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::Io(error) if !is_unresolved(error) => Some(error),
            Self::Other(error) => Some(opaque(&**error)),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "ureq::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_variant(error: &Error) -> Class {
    match error {
        Error::StatusCode(status) => http_status(*status, None),
        // What is left of the I/O errors is a name that was not resolved.
        Error::Io(_)
        | Error::HostNotFound
        | Error::ConnectionFailed
        | Error::ConnectProxyFailed(_)
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => Class::Unsent,
        Error::Timeout(_) => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn variants_have_their_class() {
        for (error, class) in [
            (Error::StatusCode(429), Class::Throttled),
            (Error::StatusCode(502), Class::Transient),
            (Error::StatusCode(404), Class::Permanent),
            (Error::HostNotFound, Class::Unsent),
            (Error::ConnectionFailed, Class::Unsent),
            (Error::ConnectProxyFailed("502".into()), Class::Unsent),
            (Error::Timeout(Timeout::Resolve), Class::Unsent),
            (Error::Timeout(Timeout::Connect), Class::Unsent),
            (Error::Timeout(Timeout::SendBody), Class::Transient),
            (Error::Timeout(Timeout::RecvResponse), Class::Transient),
            (Error::Timeout(Timeout::Global), Class::Transient),
            (Error::BadUri(String::new()), Class::Permanent),
            (Error::TlsRequired, Class::Permanent),
            (Error::TooManyRedirects, Class::Permanent),
            (Error::BodyExceedsLimit(1), Class::Permanent),
        ] {
            assert_eq!(error.classify(), class, "{error}");
        }
    }

    #[test]
    fn an_io_error_counts_by_its_kind() {
        for (kind, class) in [
            (io::ErrorKind::ConnectionRefused, Class::Unsent),
            (io::ErrorKind::UnexpectedEof, Class::Transient),
            (io::ErrorKind::InvalidData, Class::Permanent),
        ] {
            assert_eq!(Error::Io(kind.into()).classify(), class, "{kind}");
        }
    }

    #[test]
    fn what_a_connector_reports_keeps_its_hint() {
        let wait = Duration::from_secs(3);
        let open = Interrupted::from(OpenFor(wait));

        for error in [
            Error::Io(open.clone().into()),
            Error::Other(open.clone().into()),
        ] {
            assert_eq!(error.classify(), Class::Throttled);
            assert_eq!(error.retry_after(), Some(wait));
        }
        assert!(!Error::Other("no type of its own".into()).is_known());
    }
}
