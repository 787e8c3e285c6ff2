//! `tonic::Status` (feature `tonic-0_14`).

use core::time::Duration;
use std::error::Error;

use tonic::{Code, ConnectError, Status, TimeoutExpired};

use super::connect::{connect_class, connect_hint, is_connect_hint_exact};
use super::search::opaque;
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

const PUSHBACK: &str = "grpc-retry-pushback-ms";

/// By the known error of this side that it was made of, else by [`Code`], and by the server's pushback, as
/// [`classify`](crate::classify) lists.
///
/// A status that the server sent has no source. One that `tonic` made of an error of the transport has,
/// and a code that says less. A pushback of zero or more milliseconds is the hint, and exact.
///
/// Source: [gRFC A6](https://github.com/grpc/proposal/blob/master/A6-client-retries.md#pushback).
#[diagnostic::do_not_recommend]
impl Classify for Status {
    fn classify(&self) -> Class {
        match pushback(self) {
            Pushback::Never => Class::Permanent,
            Pushback::None | Pushback::After(_) => {
                local(self).map_or_else(|| by_code(self.code()), Classify::classify)
            }
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match pushback(self) {
            Pushback::After(wait) => Some(wait),
            Pushback::Never => None,
            Pushback::None => local(self)?.retry_after(),
        }
    }

    fn is_hint_exact(&self) -> bool {
        match pushback(self) {
            Pushback::After(_) => true,
            Pushback::Never => false,
            Pushback::None => local(self).is_some_and(Classify::is_hint_exact),
        }
    }

    fn kind(&self) -> &'static str {
        "Status"
    }

    fn is_unprocessed(&self) -> bool {
        match (pushback(self), local(self)) {
            (Pushback::Never, _) => false,
            (_, Some(cause)) => cause.is_unprocessed(),
            (_, None) => unprocessed(by_code(self.code())),
        }
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Unsent, but permanent if the two sides do not understand each other.
#[diagnostic::do_not_recommend]
impl Classify for ConnectError {
    fn classify(&self) -> Class {
        connect_class(self)
    }

    fn retry_after(&self) -> Option<Duration> {
        connect_hint(self)
    }

    fn is_hint_exact(&self) -> bool {
        is_connect_hint_exact(self)
    }

    fn kind(&self) -> &'static str {
        "ConnectError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Transient: the request may have taken effect.
#[diagnostic::do_not_recommend]
impl Classify for TimeoutExpired {
    fn classify(&self) -> Class {
        Class::Transient
    }

    fn kind(&self) -> &'static str {
        "TimeoutExpired"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// The error of this side that the status was made of.
fn local(status: &Status) -> Option<&dyn Classify> {
    let cause = opaque(status.source()?);
    cause.is_known().then_some(cause)
}

fn by_code(code: Code) -> Class {
    match code {
        Code::Unavailable | Code::Aborted | Code::DeadlineExceeded => Class::Transient,
        Code::ResourceExhausted => Class::Throttled,
        _ => Class::Permanent,
    }
}

/// What the server says about trying again.
enum Pushback {
    None,
    After(Duration),
    Never,
}

fn pushback(status: &Status) -> Pushback {
    let Some(value) = status.metadata().get(PUSHBACK) else {
        return Pushback::None;
    };
    let wait = value.to_str().ok().and_then(|value| value.parse().ok());
    match wait.map(|wait: i32| u64::try_from(wait)) {
        Some(Ok(milliseconds)) => Pushback::After(Duration::from_millis(milliseconds)),
        _ => Pushback::Never,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    fn pushed(code: Code, value: &'static str) -> Status {
        let mut status = Status::new(code, "");
        status
            .metadata_mut()
            .insert(PUSHBACK, value.parse().expect("metadata"));
        status
    }

    #[test]
    fn codes_have_their_class() {
        for code in 0..=16 {
            let code = Code::from(code);
            let expected = match code {
                Code::Unavailable | Code::Aborted | Code::DeadlineExceeded => Class::Transient,
                Code::ResourceExhausted => Class::Throttled,
                _ => Class::Permanent,
            };
            assert_eq!(Status::new(code, "").classify(), expected, "{code:?}");
        }
    }

    #[test]
    fn a_pushback_is_a_hint() {
        let status = pushed(Code::Unavailable, "1500");

        assert_eq!(status.classify(), Class::Transient);
        assert_eq!(status.retry_after(), Some(Duration::from_millis(1500)));
        assert!(status.is_hint_exact());
    }

    #[test]
    fn a_pushback_does_not_make_an_error_transient() {
        assert_eq!(pushed(Code::NotFound, "0").classify(), Class::Permanent);
    }

    #[test]
    fn a_negative_or_unreadable_pushback_forbids_a_retry() {
        for value in ["-1", "soon", "", "1.5", "99999999999"] {
            let status = pushed(Code::Unavailable, value);

            assert_eq!(status.classify(), Class::Permanent, "{value}");
            assert_eq!(status.retry_after(), None, "{value}");
            assert!(!status.is_hint_exact(), "{value}");
        }
    }

    #[test]
    fn the_cause_of_a_cancellation_counts() {
        let timeout = Status::from_error(Box::new(TimeoutExpired(())));
        assert_eq!(timeout.classify(), Class::Transient);
    }

    #[test]
    fn an_error_of_this_side_outweighs_the_code() {
        let mut status = Status::new(Code::Internal, "");
        let reset = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        status.set_source(Arc::new(reset));
        assert_eq!(status.classify(), Class::Transient);
        assert!(!status.is_unprocessed());

        let wait = Duration::from_secs(3);
        status.set_source(Arc::new(OpenFor(wait)));
        assert_eq!(status.classify(), Class::Throttled);
        assert_eq!(status.retry_after(), Some(wait));
        assert!(!status.is_hint_exact());
        assert!(status.is_unprocessed());

        let pushed = pushed(Code::Unavailable, "20");
        status.set_source(Arc::new(std::io::Error::other(pushed)));
        assert_eq!(status.retry_after(), Some(Duration::from_millis(20)));
        assert!(status.is_hint_exact());
    }

    #[test]
    fn a_connector_that_a_circuit_did_not_let_through_keeps_its_hint() {
        let wait = Duration::from_secs(3);
        let open = std::io::Error::from(Interrupted::from(OpenFor(wait)));
        let status = Status::from_error(Box::new(ConnectError(open.into())));

        assert_eq!(status.classify(), Class::Throttled);
        assert_eq!(status.retry_after(), Some(wait));
        assert!(status.is_unprocessed());
    }

    #[test]
    fn a_source_that_is_not_known_leaves_it_to_the_code() {
        let mut status = Status::new(Code::Unavailable, "");
        status.set_source(Arc::new(std::io::Error::other("no type of its own")));

        assert_eq!(status.classify(), Class::Transient);
    }

    #[test]
    fn a_server_that_is_not_there_was_sent_nothing() {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        let status = Status::from_error(Box::new(ConnectError(refused.into())));

        assert_eq!(status.code(), Code::Unavailable);
        assert_eq!(status.classify(), Class::Unsent);
    }
}
