//! `opendal::Error` (feature `opendal-0_59`), which is that of `opendal-core`.

use std::error::Error as _;

use opendal_core::{Error, ErrorKind};

use super::search::own;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By kind and status, as [`classify`](crate::classify) lists.
///
/// The status tells whether a retry can help.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or_else(|| by_itself(self), Classify::classify)
    }

    /// The error that caused this one, if it is the program's own. A connection that did not come about says nothing
    /// of the requests before it: one operation can be several.
    fn forward_to(&self) -> Option<&dyn Classify> {
        self.source().and_then(own)
    }

    fn kind(&self) -> &'static str {
        "opendal::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_itself(error: &Error) -> Class {
    if error.kind() == ErrorKind::RateLimited {
        Class::Throttled
    } else if error.is_permanent() {
        Class::Permanent
    } else {
        Class::Transient
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    fn error(kind: ErrorKind) -> Error {
        Error::new(kind, "")
    }

    #[test]
    fn the_status_decides_and_the_kind_about_a_limit() {
        for (error, class) in [
            (error(ErrorKind::Unexpected), Class::Permanent),
            (error(ErrorKind::NotFound), Class::Permanent),
            (error(ErrorKind::ConditionNotMatch), Class::Permanent),
            (error(ErrorKind::Conflict), Class::Permanent),
            (error(ErrorKind::Conflict).set_temporary(), Class::Transient),
            (
                error(ErrorKind::Unexpected).set_temporary(),
                Class::Transient,
            ),
            // So the layer of OpenDAL that retries leaves it.
            (
                error(ErrorKind::Unexpected).set_persistent(),
                Class::Transient,
            ),
            (error(ErrorKind::RateLimited), Class::Throttled),
            (
                error(ErrorKind::RateLimited).set_temporary(),
                Class::Throttled,
            ),
        ] {
            assert_eq!(error.classify(), class, "{error:?}");
        }
    }

    #[test]
    fn a_refused_connection_may_be_that_of_a_later_request() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let error = error(ErrorKind::Unexpected)
            .set_source(refused)
            .set_temporary();

        assert_eq!(error.classify(), Class::Transient);
        assert!(!error.is_unprocessed());
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let open = io::Error::from(Interrupted::from(OpenFor(wait)));
        let error = error(ErrorKind::Unexpected).set_source(open);

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
    }
}
