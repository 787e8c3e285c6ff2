//! `std::io::Error`, by kind.

use core::time::Duration;
use std::io::{Error, ErrorKind};

use super::search::{opaque, own};
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// By [`ErrorKind`], as [`classify`](crate::classify) lists; one of kind `Other` is what it carries, and
/// one of any kind is the [`Interrupted`](crate::Interrupted) it carries.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        wrapped(self).map_or_else(|| by_kind(self.kind()), Classify::classify)
    }

    fn retry_after(&self) -> Option<Duration> {
        wrapped(self)?.retry_after()
    }

    fn kind(&self) -> &'static str {
        wrapped(self).map_or_else(|| name(self.kind()), Classify::kind)
    }

    fn is_known(&self) -> bool {
        wrapped(self).is_none_or(Classify::is_known)
    }

    fn is_unprocessed(&self) -> bool {
        match wrapped(self) {
            Some(inner) => inner.is_unprocessed(),
            None => unprocessed(by_kind(self.kind())),
        }
    }
}

/// What an error carries that decides: anything in what is nothing but an envelope, else an end of a
/// call, which has had to take some kind to be an I/O error.
fn wrapped(error: &Error) -> Option<&dyn Classify> {
    own(error).or_else(|| match error.kind() {
        ErrorKind::Other => error.get_ref().map(|inner| opaque(inner)),
        _ => None,
    })
}

fn by_kind(kind: ErrorKind) -> Class {
    match kind {
        ErrorKind::ConnectionRefused
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable => Class::Unsent,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe
        | ErrorKind::TimedOut
        | ErrorKind::Interrupted
        | ErrorKind::WouldBlock
        | ErrorKind::UnexpectedEof
        | ErrorKind::ResourceBusy
        | ErrorKind::Deadlock
        | ErrorKind::StaleNetworkFileHandle => Class::Transient,
        _ => Class::Permanent,
    }
}

/// The name of a kind, for those that are stable in the oldest supported Rust.
fn name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "NotFound",
        ErrorKind::PermissionDenied => "PermissionDenied",
        ErrorKind::ConnectionRefused => "ConnectionRefused",
        ErrorKind::ConnectionReset => "ConnectionReset",
        ErrorKind::HostUnreachable => "HostUnreachable",
        ErrorKind::NetworkUnreachable => "NetworkUnreachable",
        ErrorKind::ConnectionAborted => "ConnectionAborted",
        ErrorKind::NotConnected => "NotConnected",
        ErrorKind::AddrInUse => "AddrInUse",
        ErrorKind::AddrNotAvailable => "AddrNotAvailable",
        ErrorKind::NetworkDown => "NetworkDown",
        ErrorKind::BrokenPipe => "BrokenPipe",
        ErrorKind::AlreadyExists => "AlreadyExists",
        ErrorKind::WouldBlock => "WouldBlock",
        ErrorKind::NotADirectory => "NotADirectory",
        ErrorKind::IsADirectory => "IsADirectory",
        ErrorKind::DirectoryNotEmpty => "DirectoryNotEmpty",
        ErrorKind::ReadOnlyFilesystem => "ReadOnlyFilesystem",
        ErrorKind::StaleNetworkFileHandle => "StaleNetworkFileHandle",
        ErrorKind::InvalidInput => "InvalidInput",
        ErrorKind::InvalidData => "InvalidData",
        ErrorKind::TimedOut => "TimedOut",
        ErrorKind::WriteZero => "WriteZero",
        ErrorKind::StorageFull => "StorageFull",
        ErrorKind::NotSeekable => "NotSeekable",
        ErrorKind::QuotaExceeded => "QuotaExceeded",
        ErrorKind::FileTooLarge => "FileTooLarge",
        ErrorKind::ResourceBusy => "ResourceBusy",
        ErrorKind::ExecutableFileBusy => "ExecutableFileBusy",
        ErrorKind::Deadlock => "Deadlock",
        ErrorKind::CrossesDevices => "CrossesDevices",
        ErrorKind::TooManyLinks => "TooManyLinks",
        ErrorKind::ArgumentListTooLong => "ArgumentListTooLong",
        ErrorKind::Interrupted => "Interrupted",
        ErrorKind::Unsupported => "Unsupported",
        ErrorKind::UnexpectedEof => "UnexpectedEof",
        ErrorKind::OutOfMemory => "OutOfMemory",
        ErrorKind::Other => "Other",
        _ => UNNAMED,
    }
}

const UNNAMED: &str = "io::Error";

/// Whether this is of a name that was not resolved, in what looks up names and uses connections only.
///
/// Windows has codes for it, `WSAHOST_NOT_FOUND` to `WSANO_DATA`. Elsewhere it is known by what it has
/// not: neither a kind, nor a code of the system.
#[cfg(feature = "ureq-3")]
pub(super) fn is_unresolved(error: &Error) -> bool {
    match error.raw_os_error() {
        Some(code) => cfg!(windows) && matches!(code, 11001..=11004),
        None => name(error.kind()) == UNNAMED,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    /// Every kind that is stable in the oldest supported Rust.
    const TABLE: &[(ErrorKind, Class)] = &[
        (ErrorKind::NotFound, Class::Permanent),
        (ErrorKind::PermissionDenied, Class::Permanent),
        (ErrorKind::ConnectionRefused, Class::Unsent),
        (ErrorKind::ConnectionReset, Class::Transient),
        (ErrorKind::HostUnreachable, Class::Unsent),
        (ErrorKind::NetworkUnreachable, Class::Unsent),
        (ErrorKind::ConnectionAborted, Class::Transient),
        (ErrorKind::NotConnected, Class::Transient),
        (ErrorKind::AddrInUse, Class::Permanent),
        (ErrorKind::AddrNotAvailable, Class::Unsent),
        (ErrorKind::NetworkDown, Class::Unsent),
        (ErrorKind::BrokenPipe, Class::Transient),
        (ErrorKind::AlreadyExists, Class::Permanent),
        (ErrorKind::WouldBlock, Class::Transient),
        (ErrorKind::NotADirectory, Class::Permanent),
        (ErrorKind::IsADirectory, Class::Permanent),
        (ErrorKind::DirectoryNotEmpty, Class::Permanent),
        (ErrorKind::ReadOnlyFilesystem, Class::Permanent),
        (ErrorKind::StaleNetworkFileHandle, Class::Transient),
        (ErrorKind::InvalidInput, Class::Permanent),
        (ErrorKind::InvalidData, Class::Permanent),
        (ErrorKind::TimedOut, Class::Transient),
        (ErrorKind::WriteZero, Class::Permanent),
        (ErrorKind::StorageFull, Class::Permanent),
        (ErrorKind::NotSeekable, Class::Permanent),
        (ErrorKind::QuotaExceeded, Class::Permanent),
        (ErrorKind::FileTooLarge, Class::Permanent),
        (ErrorKind::ResourceBusy, Class::Transient),
        (ErrorKind::ExecutableFileBusy, Class::Permanent),
        (ErrorKind::Deadlock, Class::Transient),
        (ErrorKind::CrossesDevices, Class::Permanent),
        (ErrorKind::TooManyLinks, Class::Permanent),
        (ErrorKind::ArgumentListTooLong, Class::Permanent),
        (ErrorKind::Interrupted, Class::Transient),
        (ErrorKind::Unsupported, Class::Permanent),
        (ErrorKind::UnexpectedEof, Class::Transient),
        (ErrorKind::OutOfMemory, Class::Permanent),
        (ErrorKind::Other, Class::Permanent),
    ];

    #[test]
    fn every_stable_kind_has_its_class() {
        for &(kind, class) in TABLE {
            assert_eq!(Error::from(kind).classify(), class, "{kind:?}");
        }
    }

    #[test]
    fn every_stable_kind_has_its_name() {
        for &(kind, _) in TABLE {
            let error = Error::from(kind);
            assert_eq!(Classify::kind(&error), format!("{kind:?}"));
        }
    }

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

    #[test]
    fn an_attempt_that_was_cut_off_is_named_so() {
        let limit = Duration::from_secs(1);
        let error = Error::from(Interrupted::AttemptTimeout { limit });

        assert_eq!(error.classify(), Class::Transient);
        assert_eq!(Classify::kind(&error), "AttemptTimeout");
        assert!(!error.is_unprocessed());
    }
}
