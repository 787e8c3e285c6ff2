//! Errors of establishing a connection.

use core::iter::successors;
use core::time::Duration;
use std::error::Error;
use std::io;

use super::search::{chain, own};
use crate::error::class::Class;
use crate::error::classify::Classify;

/// The class of an error that kept a connection from being established.
///
/// Nothing was sent, unless the two sides do not understand each other: TLS libraries report a
/// certificate that is not accepted, and the like, as [`io::ErrorKind::InvalidData`]. Where a retrying
/// function connects, its open circuit counts.
pub(super) fn connect_class(error: &(dyn Error + 'static)) -> Class {
    if let Some(class @ (Class::Throttled | Class::Permanent)) =
        cause(error).map(Classify::classify)
    {
        return class;
    }
    let incompatible = chain(error)
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .flat_map(envelopes)
        .any(|error| error.kind() == io::ErrorKind::InvalidData);
    if incompatible {
        Class::Permanent
    } else {
        Class::Unsent
    }
}

/// How long to wait before there can be a connection.
pub(super) fn connect_hint(error: &(dyn Error + 'static)) -> Option<Duration> {
    cause(error)?.retry_after()
}

/// Whether that is the exact time.
pub(super) fn is_connect_hint_exact(error: &(dyn Error + 'static)) -> bool {
    cause(error).is_some_and(Classify::is_hint_exact)
}

fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a dyn Classify> {
    error.source().and_then(own)
}

/// The error and what it carries; `source` passes over the latter.
fn envelopes(error: &io::Error) -> impl Iterator<Item = &io::Error> {
    successors(Some(error), |error| error.get_ref()?.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[derive(Debug, thiserror::Error)]
    #[error("no connection")]
    struct Connecting(#[source] io::Error);

    #[test]
    fn a_connection_that_was_refused_carried_nothing() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);

        assert_eq!(connect_class(&refused), Class::Unsent);
        assert_eq!(
            connect_class(&io::Error::other("no such name")),
            Class::Unsent
        );
    }

    #[test]
    fn a_certificate_does_not_get_better() {
        let certificate = io::Error::new(io::ErrorKind::InvalidData, "expired");

        assert_eq!(
            connect_class(&io::Error::other(certificate)),
            Class::Permanent
        );
    }

    #[test]
    fn a_connection_that_a_circuit_did_not_let_begin_waits_for_it() {
        let wait = Duration::from_secs(7);
        let error = Connecting(Interrupted::from(OpenFor(wait)).into());

        assert_eq!(connect_class(&error), Class::Throttled);
        assert_eq!(connect_hint(&error), Some(wait));
    }

    #[test]
    fn a_connection_that_took_too_long_carried_nothing() {
        let limit = Duration::from_secs(1);
        let error = Connecting(Interrupted::AttemptTimeout { limit }.into());

        assert_eq!(connect_class(&error), Class::Unsent);
        assert_eq!(connect_hint(&error), None);
    }
}
