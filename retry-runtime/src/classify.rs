//! How an error says whether it is worth trying again.

mod built_in;
mod io;
mod opaque;
mod registry;
mod std;
#[cfg(feature = "tokio")]
mod tokio;

use ::std::rc::Rc;
use ::std::sync::Arc;
use core::any::type_name;
use core::time::Duration;

pub use registry::Registered;

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

    /// Whether the class is a judgement, rather than what an error gets that nobody has described.
    ///
    /// False for an opaque error, such as `Box<dyn Error>`, in which there is no known type; its
    /// class is then [`Class::Permanent`]. The attempt log says so once a function. A wrapper
    /// forwards it.
    fn is_known(&self) -> bool {
        true
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

    fn is_known(&self) -> bool {
        (**self).is_known()
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

    fn is_known(&self) -> bool {
        (**self).is_known()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Rc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Arc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }
}
