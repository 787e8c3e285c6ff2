//! The trait by which an error says what may be done about it.

use core::any::type_name;
use core::time::Duration;
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;

use crate::error::class::Class;
use crate::error::kind::KindName;

/// An error that knows its [`Class`].
///
/// Without `on` or `when` the attribute asks the error itself: [`Class::Permanent`] ends the call,
/// everything else is retried. The derive macro of the same name writes the implementation for an
/// enum or a struct.
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

    /// How long the other side asked to be left alone, if it did.
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// Whether the other side asked to be called again after exactly [`retry_after`](Self::retry_after), and
    /// so has spread its callers itself: that time is waited for as it is, and the call's own delays begin
    /// anew after it, as with the pushback of gRPC. By default it is the least, as `Retry-After` is of HTTP:
    /// the wait may be longer. A wrapper forwards it.
    fn is_hint_exact(&self) -> bool {
        false
    }

    /// A short name for counters: bounded in number, so a variant or a type, never a text.
    fn kind(&self) -> &'static str {
        type_name::<Self>()
    }

    /// All kinds that there are, with their other names, so that configuration which names kinds is checked.
    /// `None` where they are not known: then any name is taken for one. The derive macro lists them.
    fn kinds() -> Option<&'static [KindName]>
    where
        Self: Sized,
    {
        None
    }

    /// Whether the class is a judgement, rather than what an error gets that nobody has described.
    ///
    /// False for an opaque error, such as `Box<dyn Error>`, in which there is no known type; its
    /// class is then [`Class::Permanent`]. The attempt log says so once a function. A wrapper
    /// forwards it.
    fn is_known(&self) -> bool {
        true
    }

    /// This error as one of the standard library's, by which the log of a [`Retry`](crate::Retry) shows what
    /// caused it. `None` by default, and then the log has its `Display` alone. The derive writes it.
    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        None
    }

    /// Whether the other side certainly did nothing, so that even a call that must not take effect
    /// twice may be repeated, as with `idempotent = false`.
    ///
    /// By default that is so for [`Class::Unsent`] and [`Class::Throttled`]. A wrapper forwards it.
    fn is_unprocessed(&self) -> bool {
        unprocessed(self.classify())
    }
}

/// What a class says about it.
#[doc(hidden)]
pub const fn unprocessed(class: Class) -> bool {
    matches!(class, Class::Unsent | Class::Throttled)
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for &E {
    fn classify(&self) -> Class {
        (**self).classify()
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

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Box<E> {
    fn classify(&self) -> Class {
        (**self).classify()
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

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Rc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
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

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Arc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::retry_error::RetryError;
    use crate::error::stop_reason::StopReason;

    struct Pushback;

    impl Classify for Pushback {
        fn classify(&self) -> Class {
            Class::Throttled
        }

        fn retry_after(&self) -> Option<Duration> {
            Some(Duration::ZERO)
        }

        fn is_hint_exact(&self) -> bool {
            true
        }
    }

    #[test]
    fn an_exact_hint_stays_exact_in_every_wrapper() {
        let retried = RetryError::new(1, Duration::ZERO, StopReason::Attempts, Ok(Pushback));
        let wrappers: [&dyn Classify; 5] = [
            &&Pushback,
            &Box::new(Pushback),
            &Rc::new(Pushback),
            &Arc::new(Pushback),
            &retried,
        ];
        assert!(wrappers.into_iter().all(Classify::is_hint_exact));
    }
}
