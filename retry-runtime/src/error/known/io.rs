//! `std::io::Error`, by kind.

use std::io::{Error, ErrorKind};

use super::io_kind::{by_kind, name};
use super::search::{carried, opaque, own};
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};
use crate::error::interrupted::Interrupted;
use crate::error::processed::{Processed, searched};

/// By [`ErrorKind`], as [`classify`](crate::classify) lists; one of kind `Other` is what it carries, and
/// one of any kind is the [`Interrupted`](crate::Interrupted) or the registered type that it carries.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        let inner = self.forward_to();
        inner.map_or_else(|| by_kind(self.kind()), Classify::classify)
    }

    /// What this error carries that decides: anything in what is nothing but an envelope, else a type of this crate's
    /// or the program's own, which has had to take some kind to be an I/O error.
    fn forward_to(&self) -> Option<&dyn Classify> {
        let inner = carried(self)?;
        own(inner).or_else(|| (self.kind() == ErrorKind::Other).then(|| opaque(inner)))
    }

    fn kind(&self) -> &'static str {
        let inner = self.forward_to();
        inner.map_or_else(|| name(self.kind()), Classify::kind)
    }

    fn is_unprocessed(&self) -> bool {
        match searched(|| self.forward_to()) {
            (Some(inner), earlier) => earlier == Processed::Nothing && inner.is_unprocessed(),
            (None, earlier) => earlier == Processed::Nothing && unprocessed(by_kind(self.kind())),
        }
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

impl From<Interrupted> for Error {
    fn from(interrupted: Interrupted) -> Self {
        let kind = match interrupted {
            Interrupted::AttemptTimeout { .. } => ErrorKind::TimedOut,
            Interrupted::Unsatisfied { .. } => ErrorKind::Other,
            Interrupted::CircuitOpen { .. } => ErrorKind::ResourceBusy,
        };
        Self::new(kind, interrupted)
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::sync::Arc;

    use super::*;
    use crate::error::interrupted::OpenFor;
    #[cfg(feature = "register")]
    use crate::error::known::register::Registered;

    #[test]
    fn an_envelope_has_the_class_of_its_content() {
        let refused = Error::from(ErrorKind::ConnectionRefused);
        let twice = Error::other(Error::other(refused));

        assert_eq!(twice.classify(), Class::Unsent);
        assert!(twice.is_known());
    }

    #[test]
    fn a_kind_outweighs_what_is_wrapped() {
        let wrapped = Error::from(ErrorKind::ConnectionRefused);
        let error = Error::new(ErrorKind::InvalidData, wrapped);

        assert_eq!(error.classify(), Class::Permanent);
    }

    #[test]
    fn an_envelope_of_something_unknown_is_permanent() {
        let error = Error::other("no type of its own");

        assert_eq!(error.classify(), Class::Permanent);
        assert!(!error.is_known());
    }

    const WAIT: Duration = Duration::from_secs(7);

    fn assert_open(error: &dyn Classify) {
        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(WAIT));
        assert_eq!(error.kind(), "CircuitOpen");
        assert!(error.is_unprocessed());
        assert!(error.is_known());
    }

    /// As `From<Interrupted>` makes it, with the kind of something else.
    fn open() -> Error {
        Interrupted::from(OpenFor(WAIT)).into()
    }

    #[test]
    fn an_open_circuit_is_one_whatever_the_kind() {
        assert_eq!(open().kind(), ErrorKind::ResourceBusy);
        assert_open(&open());

        assert_open(&Error::new(ErrorKind::ConnectionReset, OpenFor(WAIT)));
        assert_open(&Error::new(ErrorKind::NotFound, Box::new(OpenFor(WAIT))));
        assert_open(&Error::other(OpenFor(WAIT)));
    }

    #[test]
    fn an_open_circuit_is_one_however_deep() {
        assert_open(&Error::new(ErrorKind::TimedOut, open()));
        assert_open(&Error::new(ErrorKind::TimedOut, Arc::new(open())));
        assert_open(&Error::other(Error::new(ErrorKind::InvalidData, open())));
    }

    #[test]
    fn an_open_circuit_is_one_in_an_opaque_error() {
        let boxed: Box<dyn std::error::Error> = open().into();
        let shared: Arc<dyn std::error::Error + Send + Sync> = Arc::new(open());

        assert_open(&boxed);
        assert_open(&shared);
        assert_open(&Box::new(open()));
        assert_open(&Arc::new(open()));
        #[cfg(feature = "anyhow-1")]
        assert_open(&anyhow::Error::from(open()).context("reading"));
    }

    /// Registered: the program's own word outweighs a kind that it had to choose.
    #[cfg(feature = "register")]
    #[test]
    fn a_registered_type_decides_whatever_the_kind() {
        #[derive(Debug, thiserror::Error)]
        #[error("the licence server has no seat left")]
        struct NoSeat;

        impl Classify for NoSeat {
            fn classify(&self) -> Class {
                Class::Throttled
            }

            fn retry_after(&self) -> Option<Duration> {
                Some(WAIT)
            }

            fn kind(&self) -> &'static str {
                "NoSeat"
            }

            fn is_unprocessed(&self) -> bool {
                false
            }
        }

        inventory::submit! { Registered::new::<NoSeat>() }

        for error in [
            Error::new(ErrorKind::PermissionDenied, NoSeat),
            Error::new(ErrorKind::TimedOut, Arc::new(NoSeat)),
            Error::new(
                ErrorKind::NotFound,
                Error::new(ErrorKind::InvalidData, NoSeat),
            ),
        ] {
            assert_eq!(error.classify(), Class::Throttled, "{error:?}");
            assert_eq!(error.retry_after(), Some(WAIT));
            assert_eq!(Classify::kind(&error), "NoSeat");
            assert!(!error.is_unprocessed());
        }
    }

    #[test]
    fn an_attempt_that_was_cut_off_is_named_so() {
        let limit = Duration::from_secs(1);
        let error = Error::from(Interrupted::AttemptTimeout { limit });

        assert_eq!(error.classify(), Class::Transient);
        assert_eq!(Classify::kind(&error), "AttemptTimeout");
        assert!(!error.is_unprocessed());
    }
}
