//! An error as text, whatever it implements.
//!
//! The log shows an error with those that caused it, by `Error::source`, if it implements `Error`; else by
//! `Display` if it has that, else by `Debug`, else by the name of its type.

use core::fmt::{self, Debug, Display, Write as _};
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

impl<'a> ErrorText<'a> {
    /// The error, if it implements `Error`.
    pub fn as_error(self) -> Option<&'a (dyn Error + 'a)> {
        match self {
            Self::Chain(error) => Some(error),
            Self::Display(_) | Self::Debug(_) | Self::Name(_) => None,
        }
    }
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

/// How many sources of an error are looked at. There is an end, as an error may be its own source.
pub(crate) const DEEPEST: usize = 64;

/// The error, then each that caused it. One whose text is in that of the error above it has been shown
/// there. No text is made beyond what `f` takes in.
fn write_chain(error: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = write_and_keep(&error, f)?;
    for source in successors(error.source(), |&error| error.source()).take(DEEPEST) {
        match no_longer_than(shown.len(), &source) {
            Some(text) if shown.contains(&text) => {}
            Some(text) => {
                write!(f, ": {text}")?;
                shown = text;
            }
            None => {
                f.write_str(": ")?;
                shown = write_and_keep(&source, f)?;
            }
        }
    }
    Ok(())
}

/// Writes a value as far as it comes; what was written. An error is that of `f`.
fn write_and_keep(value: &dyn Display, f: &mut fmt::Formatter<'_>) -> Result<String, fmt::Error> {
    struct Keep<'a, 'f> {
        f: &'a mut fmt::Formatter<'f>,
        taken: fmt::Result,
        kept: String,
    }

    impl fmt::Write for Keep<'_, '_> {
        fn write_str(&mut self, more: &str) -> fmt::Result {
            self.taken = self.f.write_str(more);
            self.taken?;
            self.kept.push_str(more);
            Ok(())
        }
    }

    let mut keep = Keep {
        f,
        taken: Ok(()),
        kept: String::new(),
    };
    let _ = write!(keep, "{value}");
    keep.taken.map(|()| keep.kept)
}

/// A value as far as it comes, if its text has at most so many bytes.
fn no_longer_than(most: usize, value: &dyn Display) -> Option<String> {
    struct Short {
        most: usize,
        text: Option<String>,
    }

    impl fmt::Write for Short {
        fn write_str(&mut self, more: &str) -> fmt::Result {
            let most = self.most;
            let fits = |text: &String| text.len() + more.len() <= most;
            let mut text = self.text.take().filter(fits).ok_or(fmt::Error)?;
            text.push_str(more);
            self.text = Some(text);
            Ok(())
        }
    }

    let mut short = Short {
        most,
        text: Some(String::new()),
    };
    let _ = write!(short, "{value}");
    short.text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that shows half of itself.
    #[derive(Debug)]
    struct Broken;

    impl Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("so far")?;
            Err(fmt::Error)
        }
    }

    impl Error for Broken {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }

    #[test]
    fn an_error_that_cannot_show_itself_is_no_panic() {
        assert_eq!(ErrorText::Chain(&Broken).to_string(), "so far");
    }
}
