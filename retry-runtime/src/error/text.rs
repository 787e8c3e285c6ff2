//! An error as text, whatever it implements.
//!
//! The log shows an error with those that caused it, by `Error::source`, if it implements `Error`; else by
//! `Display` if it has that, else by `Debug`, else by the name of its type. So the attribute puts no bound
//! on error types. The choice is made by method resolution: the expansion calls
//! `(&&&&&ErrorProbe(&error)).__reattempt_text()` and the compiler takes the first impl, counted from the
//! most references, whose bound holds.

use core::any::type_name;
use core::fmt::{self, Debug, Display};
use core::iter::successors;
use std::error::Error;

/// An error as the log shows it.
#[derive(Clone, Copy)]
pub enum ErrorText<'a> {
    /// It implements `Error`, and may have a source.
    Chain(&'a (dyn Error + 'a)),
    /// It implements `Display`.
    Display(&'a dyn Display),
    /// It implements `Debug` only.
    Debug(&'a dyn Debug),
    /// It implements neither, or there is no error: a name.
    Name(&'static str),
}

impl Display for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain(error) => write_chain(*error, f),
            // Opaque errors, such as `anyhow::Error`, show their chain so.
            Self::Display(error) => write!(f, "{error:#}"),
            Self::Debug(error) => Debug::fmt(error, f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl Debug for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

/// The error, then each that caused it. One whose text is in that of the error above it has been shown
/// there. Not for ever: an error may be its own source.
fn write_chain(error: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const DEEPEST: usize = 64;
    let mut shown = error.to_string();
    f.write_str(&shown)?;
    for source in successors(error.source(), |&error| error.source()).take(DEEPEST) {
        let text = source.to_string();
        if !shown.contains(&text) {
            write!(f, ": {text}")?;
            shown = text;
        }
    }
    Ok(())
}

/// A reference whose capabilities are found out by method resolution.
pub struct ErrorProbe<'a, E>(pub &'a E);

/// The error is a box around one that implements `Error`, which the box does not.
pub trait ViaBox<'a> {
    /// The error as text.
    fn __reattempt_text(&self) -> ErrorText<'a>;
}

impl<'a> ViaBox<'a> for &&&&ErrorProbe<'a, Box<dyn Error + '_>> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Chain(&**self.0)
    }
}

impl<'a> ViaBox<'a> for &&&&ErrorProbe<'a, Box<dyn Error + Send + '_>> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Chain(&**self.0)
    }
}

impl<'a> ViaBox<'a> for &&&&ErrorProbe<'a, Box<dyn Error + Send + Sync + '_>> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Chain(&**self.0)
    }
}

/// The error implements `Error`.
pub trait ViaError<'a> {
    /// The error as text.
    fn __reattempt_text(&self) -> ErrorText<'a>;
}

impl<'a, E: Error> ViaError<'a> for &&&ErrorProbe<'a, E> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Chain(self.0)
    }
}

/// The error implements `Display`.
pub trait ViaDisplay<'a> {
    /// The error as text.
    fn __reattempt_text(&self) -> ErrorText<'a>;
}

impl<'a, E: Display> ViaDisplay<'a> for &&ErrorProbe<'a, E> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Display(self.0)
    }
}

/// The error implements `Debug`.
pub trait ViaDebug<'a> {
    /// The error as text.
    fn __reattempt_text(&self) -> ErrorText<'a>;
}

impl<'a, E: Debug> ViaDebug<'a> for &ErrorProbe<'a, E> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Debug(self.0)
    }
}

/// The error implements neither.
pub trait ViaName<'a> {
    /// The error as text.
    fn __reattempt_text(&self) -> ErrorText<'a>;
}

impl<'a, E> ViaName<'a> for ErrorProbe<'a, E> {
    fn __reattempt_text(&self) -> ErrorText<'a> {
        ErrorText::Name(type_name::<E>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Opaque;

    #[test]
    #[expect(
        clippy::needless_borrow,
        reason = "the references are what the choice is made by"
    )]
    fn the_best_form_an_error_has_is_taken() {
        assert_eq!(
            (&&&&&ErrorProbe(&std::fmt::Error))
                .__reattempt_text()
                .to_string(),
            std::fmt::Error.to_string()
        );
        assert_eq!(
            (&&&&&ErrorProbe(&Some(7))).__reattempt_text().to_string(),
            "Some(7)"
        );
        assert!(
            (&&&&&ErrorProbe(&Opaque))
                .__reattempt_text()
                .to_string()
                .ends_with("text::tests::Opaque")
        );
    }
}
