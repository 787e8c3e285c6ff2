//! What the kinds of `std::io::Error` say.

#[cfg(any(
    feature = "lapin-4",
    feature = "sqlx-0_9",
    feature = "suppaftp-12",
    feature = "tokio-postgres-0_7",
    feature = "tungstenite-0_30",
    feature = "ureq-3"
))]
use std::io::Error;
use std::io::ErrorKind;

use crate::error::class::Class;

/// The class of a kind, as [`classify`](crate::classify) lists.
pub(super) fn by_kind(kind: ErrorKind) -> Class {
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
pub(super) fn name(kind: ErrorKind) -> &'static str {
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
#[cfg(any(
    feature = "lapin-4",
    feature = "sqlx-0_9",
    feature = "suppaftp-12",
    feature = "tokio-postgres-0_7",
    feature = "tungstenite-0_30",
    feature = "ureq-3"
))]
pub(super) fn is_unresolved(error: &Error) -> bool {
    match error.raw_os_error() {
        Some(code) => cfg!(windows) && matches!(code, 11001..=11004),
        None => name(error.kind()) == UNNAMED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(by_kind(kind), class, "{kind:?}");
        }
    }

    #[test]
    fn every_stable_kind_has_its_name() {
        for &(kind, _) in TABLE {
            assert_eq!(name(kind), format!("{kind:?}"));
        }
    }
}
