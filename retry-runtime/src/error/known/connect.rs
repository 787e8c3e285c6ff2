//! Errors of establishing a connection.

use core::iter::successors;
use std::error::Error;
use std::io;

use crate::error::class::Class;

/// The class of an error that kept a connection from being established.
///
/// Nothing was sent, unless the two sides do not understand each other: TLS libraries report a
/// certificate that is not accepted, and the like, as [`io::ErrorKind::InvalidData`].
pub(super) fn connect_class(error: &(dyn Error + 'static)) -> Class {
    let incompatible = successors(Some(error), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .flat_map(envelopes)
        .any(|error| error.kind() == io::ErrorKind::InvalidData);
    if incompatible {
        Class::Permanent
    } else {
        Class::Unsent
    }
}

/// The error and what it carries; `source` passes over the latter.
fn envelopes(error: &io::Error) -> impl Iterator<Item = &io::Error> {
    successors(Some(error), |error| error.get_ref()?.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
