//! The trait by which an error says what may be done about it.

#[cfg(feature = "std")]
mod pointers;

use core::any::type_name;
use core::error::Error;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::kind::KindName;

/// An error that knows its [`Class`].
///
/// Without `on` and `when` the class decides: [`Class::Permanent`] ends the call, every other class is retried. The
/// derive macro of the same name implements this trait for an enum or a struct.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` does not know which errors of type `{Self}` to retry",
    label = "`{Self}` does not implement `Classify`",
    note = "let the error type decide: `#[derive(reattempt::Classify)]` on `{Self}`, or on the type inside of a `Box` or \
            `RetryError`",
    note = "or list the variants to retry: `on = [Io, Timeout]`",
    note = "or decide by a function: `when = |error| ..`",
    note = "or retry every error: `on = [_]`"
)]
pub trait Classify {
    /// The class of this error.
    fn classify(&self) -> Class;

    /// The error inside that this one only passes on, if there is one. It answers the methods below that have no
    /// answer of their own, except for `kind`, `kinds` and `as_error`: so a wrapper needs no more than this and
    /// [`classify`](Self::classify).
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::io;
    /// use reattempt::{Class, Classify};
    ///
    /// struct Failed {
    ///     path: String,
    ///     error: io::Error,
    /// }
    ///
    /// impl Classify for Failed {
    ///     fn classify(&self) -> Class {
    ///         self.error.classify()
    ///     }
    ///
    ///     fn forward_to(&self) -> Option<&dyn Classify> {
    ///         Some(&self.error)
    ///     }
    /// }
    ///
    /// let error = io::Error::from(io::ErrorKind::ConnectionRefused);
    /// assert!(Failed { path: "/tmp".to_owned(), error }.is_unprocessed());
    /// ```
    fn forward_to(&self) -> Option<&dyn Classify> {
        None
    }

    /// How long the server asked to wait, if it did.
    fn retry_after(&self) -> Option<Duration> {
        self.forward_to()?.retry_after()
    }

    /// Whether [`retry_after`](Self::retry_after) is the exact wait, because the server spreads its callers itself,
    /// as the pushback of gRPC does. The call's own delays start over after it. By default it is a lower limit, as
    /// `Retry-After` of HTTP is: the wait may be longer.
    fn is_hint_exact(&self) -> bool {
        self.forward_to().is_some_and(Classify::is_hint_exact)
    }

    /// A short name for counters and configuration. There must be few of them: the name of a variant or a type,
    /// never an error text.
    fn kind(&self) -> &'static str {
        type_name::<Self>()
    }

    /// All kinds, with their other names, to check the names in configuration. `None` if they are not known: then
    /// every name is accepted. The derive macro lists them.
    fn kinds() -> Option<&'static [KindName]>
    where
        Self: Sized,
    {
        None
    }

    /// Whether somebody has classified this error.
    ///
    /// `false` for an opaque error, such as `Box<dyn Error>`, that contains no known type; its class is then
    /// [`Class::Permanent`], and the log says so once for each function.
    fn is_known(&self) -> bool {
        self.forward_to().is_none_or(Classify::is_known)
    }

    /// This error as a [`std::error::Error`], so that the log of a [`Retry`](crate::Retry) can show its causes.
    /// With `None`, the default, the log only shows its `Display`. The derive implements it.
    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        None
    }

    /// Whether the request certainly was not processed, so that it is retried with `idempotent = false` too.
    ///
    /// By default `true` for [`Class::Unsent`] and [`Class::Throttled`].
    fn is_unprocessed(&self) -> bool {
        match self.forward_to() {
            Some(inner) => inner.is_unprocessed(),
            None => unprocessed(self.classify()),
        }
    }
}

/// What a class says about it.
pub(crate) const fn unprocessed(class: Class) -> bool {
    matches!(class, Class::Unsent | Class::Throttled)
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for &E {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        (**self).forward_to()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        (**self).is_hint_exact()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        (**self).as_error()
    }

    fn is_unprocessed(&self) -> bool {
        (**self).is_unprocessed()
    }
}
