//! The errors of `kube` (feature `kube-5`), which are those of `kube-client` and `kube-core`.

use core::time::Duration;
use std::error::Error as _;

use hyper_util::client::legacy;
use kube_client::Error;
use kube_client::core::Status;
use kube_client::core::response::reason;

use super::connect::{connect_class, connect_hint, is_connect_hint_exact};
use super::http_status::http_status;
use super::search::{chain, opaque, own};
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the server's [`Status`], else by what caused it, as [`classify`](crate::classify) lists.
///
/// It is never unsent or unprocessed by itself: by default the client repeats a request on 429, 503 and 504, and only
/// the last of these requests is known here.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        if let Some(own) = own_cause(self) {
            return own.classify();
        }
        match last_class(self) {
            Class::Unsent => Class::Transient,
            class => class,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match unconnected(self) {
            Some(error) => connect_hint(error),
            None => cause(self)?.retry_after(),
        }
    }

    fn is_hint_exact(&self) -> bool {
        match unconnected(self) {
            Some(error) => is_connect_hint_exact(error),
            None => cause(self).is_some_and(Classify::is_hint_exact),
        }
    }

    fn kind(&self) -> &'static str {
        "kube::Error"
    }

    fn is_unprocessed(&self) -> bool {
        own_cause(self).is_some_and(Classify::is_unprocessed)
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// The class of the last request.
fn last_class(error: &Error) -> Class {
    match unconnected(error) {
        Some(error) => connect_class(error),
        None => cause(error).map_or(Class::Permanent, Classify::classify),
    }
}

/// The error of the HTTP client that could not connect.
fn unconnected(error: &Error) -> Option<&legacy::Error> {
    chain(error.source()?)
        .find_map(|error| error.downcast_ref::<legacy::Error>())
        .filter(|error| error.is_connect())
}

/// The known error that this one was made of.
fn cause(error: &Error) -> Option<&dyn Classify> {
    error.source().map(opaque).filter(Classify::is_known)
}

/// An open circuit below the client, or an error of the program's own.
fn own_cause(error: &Error) -> Option<&dyn Classify> {
    error.source().and_then(own)
}

/// By its code, which is a status of HTTP, with `retryAfterSeconds` as `Retry-After`; but a conflict is transient.
///
/// A conflict means that the object was changed meanwhile: a retry helps that reads it again. It does not help against
/// one of server-side apply, where somebody else manages a field.
///
/// Source: [API conventions](https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#http-status-codes).
#[diagnostic::do_not_recommend]
impl Classify for Status {
    fn classify(&self) -> Class {
        if self.reason == reason::CONFLICT && !is_of_managers(self) {
            Class::Transient
        } else {
            http_status(self.code, Classify::retry_after(self))
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self.details.as_ref()?.retry_after_seconds {
            0 => None,
            seconds => Some(Duration::from_secs(seconds.into())),
        }
    }

    fn kind(&self) -> &'static str {
        "kube::core::Status"
    }

    /// Another request before it may have been, even if this one is refused with 429.
    fn is_unprocessed(&self) -> bool {
        false
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Whether somebody else manages a field that is applied.
fn is_of_managers(status: &Status) -> bool {
    let causes = status.details.iter().flat_map(|details| &details.causes);
    causes
        .into_iter()
        .any(|cause| cause.reason == "FieldManagerConflict")
}

#[cfg(test)]
mod tests {
    use kube_client::core::response::{StatusCause, StatusDetails};

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    fn status(code: u16, reason: &str) -> Status {
        Status::failure("", reason).with_code(code)
    }

    fn details() -> StatusDetails {
        StatusDetails {
            name: String::new(),
            group: String::new(),
            kind: String::new(),
            uid: String::new(),
            causes: Vec::new(),
            retry_after_seconds: 0,
        }
    }

    fn with_hint(status: Status, seconds: u32) -> Status {
        status.with_details(StatusDetails {
            retry_after_seconds: seconds,
            ..details()
        })
    }

    #[test]
    fn statuses_have_their_class() {
        for (code, reason, class) in [
            (400, "BadRequest", Class::Permanent),
            (401, "Unauthorized", Class::Permanent),
            (403, "Forbidden", Class::Permanent),
            (404, "NotFound", Class::Permanent),
            (409, "AlreadyExists", Class::Permanent),
            (409, "Conflict", Class::Transient),
            (410, "Expired", Class::Permanent),
            (422, "Invalid", Class::Permanent),
            (429, "TooManyRequests", Class::Throttled),
            (500, "InternalError", Class::Transient),
            (500, "ServerTimeout", Class::Transient),
            (503, "ServiceUnavailable", Class::Transient),
            (504, "Timeout", Class::Transient),
            // Of something in between, which does not say it as the server does.
            (502, "Failed to parse error data", Class::Transient),
        ] {
            let status = status(code, reason);
            assert_eq!(status.classify(), class, "{code} {reason}");
            assert!(!status.is_unprocessed(), "{code} {reason}");
        }
    }

    #[test]
    fn a_field_that_somebody_else_manages_stays_so() {
        let cause = |reason: &str| StatusCause {
            reason: reason.to_owned(),
            message: "conflict with \"kubectl\" using v1".to_owned(),
            field: ".data.key".to_owned(),
        };
        for (reason, class) in [
            ("FieldManagerConflict", Class::Permanent),
            ("ResourceVersionTooLarge", Class::Transient),
        ] {
            let status = status(409, "Conflict").with_details(StatusDetails {
                causes: vec![cause(reason)],
                ..details()
            });
            assert_eq!(status.classify(), class, "{reason}");
        }
    }

    #[test]
    fn the_seconds_of_a_status_are_the_hint() {
        let second = Duration::from_secs(1);
        for (status, class) in [
            (status(429, "TooManyRequests"), Class::Throttled),
            (status(503, "ServiceUnavailable"), Class::Throttled),
            (status(500, "ServerTimeout"), Class::Transient),
        ] {
            let error = Error::Api(with_hint(status.clone(), 1).boxed());
            assert_eq!(error.classify(), class, "{error}");
            assert_eq!(error.retry_after(), Some(second), "{error}");

            let error = Error::Api(with_hint(status, 0).boxed());
            assert_eq!(error.retry_after(), None, "{error}");
        }
    }

    #[test]
    fn an_error_has_the_class_of_its_status() {
        for (code, class) in [(429, Class::Throttled), (404, Class::Permanent)] {
            let error = Error::Api(status(code, "").boxed());
            assert_eq!(error.classify(), class, "{code}");
            assert!(!error.is_unprocessed(), "{code}");
        }
    }

    #[test]
    fn a_stream_of_events_that_breaks_has_the_class_of_the_cause() {
        let reset = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert_eq!(Error::ReadEvents(reset).classify(), Class::Transient);
        assert_eq!(Error::TlsRequired.classify(), Class::Permanent);
    }

    #[test]
    fn a_refused_connection_may_be_that_of_a_later_request() {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        let error = Error::ReadEvents(refused);

        assert_eq!(error.classify(), Class::Transient);
        assert!(!error.is_unprocessed());
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = Error::ReadEvents(Interrupted::from(OpenFor(wait)).into());

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
    }
}
