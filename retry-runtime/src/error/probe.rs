//! What a type of error can do, found out by method resolution, so that the attribute puts no bound on it.
//!
//! A [`Probe`] leads by `Deref` through types that say less and less of an error. The compiler takes the first
//! whose bound holds: `Error`, else `Display`, else `Debug`, else the name of the type. The expansion needs no
//! trait in scope for it.

#![expect(
    clippy::unused_self,
    reason = "the methods are chosen by method resolution"
)]

use core::any::type_name;
use core::error::Error;
use core::fmt::{Debug, Display};
use core::marker::PhantomData;
use core::ops::Deref;

use crate::error::text::ErrorText;

/// Shows an error.
pub(crate) type TextOf<E> = for<'e> fn(&'e E) -> ErrorText<'e>;

/// What is known of a type that implements `Error`.
pub struct Probe<E: ?Sized>(ProbeBox<E>);

/// What is known of a box around an error, which does not implement `Error` itself.
pub struct ProbeBox<E: ?Sized>(ProbeDisplay<E>);

/// What is known of a type that implements `Display`.
pub struct ProbeDisplay<E: ?Sized>(ProbeDebug<E>);

/// What is known of a type that implements `Debug`.
pub struct ProbeDebug<E: ?Sized>(ProbeNothing<E>);

/// What is known of any type.
pub struct ProbeNothing<E: ?Sized>(PhantomData<fn(&E)>);

impl<E: ?Sized> Probe<E> {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self(ProbeBox(ProbeDisplay(ProbeDebug(ProbeNothing(
            PhantomData,
        )))))
    }

    /// No error, of the type. Made a `*const dyn Classify` it is where the compiler says that the type has no
    /// classes: of a cast it names no item of ours.
    #[inline]
    pub const fn __reattempt_no_error(&self) -> *const E
    where
        E: Sized,
    {
        core::ptr::null()
    }
}

/// The probe of an error's type.
#[inline]
pub const fn probe<E: ?Sized>(_: &E) -> Probe<E> {
    Probe::new()
}

impl<E: ?Sized> Deref for Probe<E> {
    type Target = ProbeBox<E>;

    #[inline]
    fn deref(&self) -> &ProbeBox<E> {
        &self.0
    }
}

impl<E: ?Sized> Deref for ProbeBox<E> {
    type Target = ProbeDisplay<E>;

    #[inline]
    fn deref(&self) -> &ProbeDisplay<E> {
        &self.0
    }
}

impl<E: ?Sized> Deref for ProbeDisplay<E> {
    type Target = ProbeDebug<E>;

    #[inline]
    fn deref(&self) -> &ProbeDebug<E> {
        &self.0
    }
}

impl<E: ?Sized> Deref for ProbeDebug<E> {
    type Target = ProbeNothing<E>;

    #[inline]
    fn deref(&self) -> &ProbeNothing<E> {
        &self.0
    }
}

#[cfg(feature = "std")]
impl<'a> ProbeBox<Box<dyn Error + 'a>> {
    /// Shows the error in the box.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<Box<dyn Error + 'a>> {
        |error| ErrorText::Chain(&**error)
    }
}

#[cfg(feature = "std")]
impl<'a> ProbeBox<Box<dyn Error + Send + 'a>> {
    /// Shows the error in the box.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<Box<dyn Error + Send + 'a>> {
        |error| ErrorText::Chain(&**error)
    }
}

#[cfg(feature = "std")]
impl<'a> ProbeBox<Box<dyn Error + Send + Sync + 'a>> {
    /// Shows the error in the box.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<Box<dyn Error + Send + Sync + 'a>> {
        |error| ErrorText::Chain(&**error)
    }
}

impl<E: Error> Probe<E> {
    /// Shows the error and those that caused it.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<E> {
        |error| ErrorText::Chain(error)
    }
}

impl<E: Display> ProbeDisplay<E> {
    /// Shows the error.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<E> {
        |error| ErrorText::Display(error)
    }
}

impl<E: Debug> ProbeDebug<E> {
    /// Shows the error as programmers see it.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<E> {
        |error| ErrorText::Debug(error)
    }
}

impl<E: ?Sized> ProbeNothing<E> {
    /// Shows the name of the error's type.
    #[inline]
    pub fn __reattempt_text(&self) -> TextOf<E> {
        |_| ErrorText::Name(type_name::<E>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Opaque;

    #[test]
    fn the_best_form_an_error_has_is_taken() {
        let error = std::fmt::Error;
        let text = probe(&error).__reattempt_text()(&error);
        assert!(text.as_error().is_some());

        let text = probe(&"shown").__reattempt_text()(&"shown");
        assert_eq!(text.to_string(), "shown");

        let text = probe(&Some(7)).__reattempt_text()(&Some(7));
        assert_eq!(text.to_string(), "Some(7)");

        let text = probe(&Opaque).__reattempt_text()(&Opaque);
        assert!(text.to_string().ends_with("probe::tests::Opaque"));
    }

    #[test]
    fn a_box_is_seen_through() {
        let error: Box<dyn Error> = "inside".into();
        let text = probe(&error).__reattempt_text()(&error);
        assert!(text.as_error().is_some());

        let error: Box<dyn Error + Send> = Box::new(std::fmt::Error);
        assert!(
            probe(&error).__reattempt_text()(&error)
                .as_error()
                .is_some()
        );

        let error: Box<dyn Error + Send + Sync> = "inside".into();
        assert!(
            probe(&error).__reattempt_text()(&error)
                .as_error()
                .is_some()
        );
    }
}
