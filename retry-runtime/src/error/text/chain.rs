//! An error, and those that caused it.

use core::error::Error;
use core::fmt::{self, Display, Write as _};
use core::iter::successors;

use super::DEEPEST;

/// The error, then each that caused it. One whose text is in that of the error above it has been shown
/// there. No text is made beyond what `f` takes in.
pub(super) fn write(error: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
