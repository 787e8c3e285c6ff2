//! Errors of a connection that has been established.

use std::io;

use crate::error::class::Class;
use crate::error::classify::Classify;

/// The class of an I/O error of an established connection.
///
/// One that says nothing is of a connection that broke: so the codecs of HTTP/2 and `PostgreSQL`
/// report a message that was cut short.
pub(super) fn stream_class(error: &io::Error) -> Class {
    if error.is_known() {
        error.classify()
    } else {
        Class::Transient
    }
}

/// The class of what caused an error of a connection; permanent without a cause.
#[cfg(any(feature = "hyper-1", feature = "tokio-postgres-0_7"))]
pub(super) fn cause_class(error: &(dyn std::error::Error + 'static)) -> Class {
    error
        .source()
        .and_then(|source| source.downcast_ref())
        .map_or_else(|| super::search::source_class(error), stream_class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_was_cut_short_is_transient() {
        let cut = io::Error::other("bytes remaining on stream");

        assert_eq!(stream_class(&cut), Class::Transient);
    }

    #[test]
    fn a_kind_that_says_something_counts() {
        let garbage = io::Error::from(io::ErrorKind::InvalidData);

        assert_eq!(stream_class(&garbage), Class::Permanent);
    }
}
