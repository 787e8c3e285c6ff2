//! How an error says whether it is worth trying again.

use core::any::type_name;
use core::time::Duration;
use std::io;

use crate::Class;

/// An error that knows its [`Class`].
///
/// Without `on` or `when` the attribute asks the error itself: [`Class::Permanent`] ends the call,
/// everything else is retried. The derive macro of the same name writes the implementation for an
/// enum or a struct.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` does not know which errors of type `{Self}` to retry",
    label = "`{Self}` does not implement `Classify`",
    note = "let the error say it: `#[derive(reattempt::Classify)]` on `{Self}`",
    note = "or list the variants to retry: `on = [Io, Timeout]`",
    note = "or decide by a function: `when = |error| ..`",
    note = "or retry every error: `on = [_]`"
)]
pub trait Classify {
    /// The class of this error.
    fn classify(&self) -> Class;

    /// How long the other side asked to be left alone, if it did.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// A short name for counters: bounded in number, so a variant or a type, never a text.
    fn kind(&self) -> &'static str {
        type_name::<Self>()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for &E {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Box<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }
}

/// By [`io::ErrorKind`]:
///
/// | class | kinds |
/// |---|---|
/// | unsent | `ConnectionRefused`, `HostUnreachable`, `NetworkUnreachable`, `NetworkDown`, `AddrNotAvailable` |
/// | transient | `ConnectionReset`, `ConnectionAborted`, `NotConnected`, `BrokenPipe`, `TimedOut`, `Interrupted`, `WouldBlock`, `UnexpectedEof`, `ResourceBusy`, `Deadlock`, `StaleNetworkFileHandle` |
/// | permanent | every other |
#[diagnostic::do_not_recommend]
impl Classify for io::Error {
    fn classify(&self) -> Class {
        use io::ErrorKind as Kind;
        match self.kind() {
            Kind::ConnectionRefused
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::AddrNotAvailable => Class::Unsent,
            Kind::ConnectionReset
            | Kind::ConnectionAborted
            | Kind::NotConnected
            | Kind::BrokenPipe
            | Kind::TimedOut
            | Kind::Interrupted
            | Kind::WouldBlock
            | Kind::UnexpectedEof
            | Kind::ResourceBusy
            | Kind::Deadlock
            | Kind::StaleNetworkFileHandle => Class::Transient,
            _ => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "io::Error"
    }
}

/// An attempt that a timeout ended may have taken effect.
#[diagnostic::do_not_recommend]
#[cfg(feature = "tokio")]
impl Classify for tokio::time::error::Elapsed {
    fn classify(&self) -> Class {
        Class::Transient
    }

    fn kind(&self) -> &'static str {
        "Elapsed"
    }
}
