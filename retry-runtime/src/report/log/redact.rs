//! Error texts as the log shows them.

use core::fmt::{self, Write as _};
use std::borrow::Cow;
use std::sync::{Arc, PoisonError, RwLock};

use crate::error::text::ErrorText;
use crate::text::escape::is_deceptive;

type Redact = dyn Fn(&str) -> Cow<'_, str> + Send + Sync;

static REDACT: RwLock<Option<Arc<Redact>>> = RwLock::new(None);

/// The longest error text in a line, in bytes; what is cut off is marked by an ellipsis.
const LONGEST: usize = 1024;

/// Removes secrets from error texts in the log and on the dashboard (feature `tracing` or `sites`).
///
/// `redact` gets every error text before it is logged, and its result is logged instead. It applies to all retried
/// functions of the process from the next line on, and replaces the function that was set before. The errors
/// themselves are not changed, and `on_event` gets them as they are.
///
/// It is only called for lines that the subscriber wants, and where there is a dashboard at most ten times a second
/// and function, on the thread of the failed call. A panic in it goes on
/// to the caller of the retried function. It should not log.
///
/// The log shows at most 1024 bytes of the result. Characters that could deceive a reader, such as marks of
/// direction, are shown by their numbers.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::borrow::Cow;
///
/// use reattempt::redact_errors;
///
/// redact_errors(|text| match text.split_once("token=") {
///     Some((before, _)) => Cow::Owned(format!("{before}token=(redacted)")),
///     None => Cow::Borrowed(text),
/// });
///
/// redact_errors(|text| text.into()); // as if nothing had been set
/// ```
pub fn redact_errors(redact: impl Fn(&str) -> Cow<'_, str> + Send + Sync + 'static) {
    let mut current = REDACT.write().unwrap_or_else(PoisonError::into_inner);
    let previous = current.replace(Arc::new(redact));
    // Its destructor is not ours, and may log.
    drop(current);
    drop(previous);
}

/// The text of an error for one line.
pub(in crate::report) fn text(error: &ErrorText<'_>) -> String {
    // Nothing is held while it runs.
    let redact = REDACT
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let Some(redact) = redact else {
        return cut(LONGEST, error);
    };
    // Whole, because of half a secret it could not tell that it is one.
    cut(LONGEST, &redact(&whole(error)))
}

/// The longest label in a line, in bytes.
const LONGEST_LABEL: usize = 128;

/// Whose call it was, for one line.
pub(in crate::report) fn label(label: &dyn fmt::Display) -> String {
    cut(LONGEST_LABEL, label)
}

/// The name of what an operator has changed, which may have been made from outside while the program runs.
#[cfg(all(feature = "config", feature = "tracing"))]
pub(super) fn name(name: &str) -> String {
    cut(LONGEST, &name)
}

/// A value as text as far as it comes, where `to_string` panics if the value cannot show itself.
fn whole(value: &dyn fmt::Display) -> String {
    let mut text = String::new();
    let _ = write!(text, "{value}");
    text
}

/// A value as text of at most `longest` bytes, the ellipsis not counted.
fn cut(longest: usize, value: &dyn fmt::Display) -> String {
    let mut text = Cut {
        text: String::new(),
        longest,
        full: false,
    };
    // It is full, or the value cannot show itself and is shown as far as it came.
    let _ = write!(text, "{value}");
    text.text
}

/// A text that takes in no more than it may, and says so by an error, by which a value stops showing itself.
struct Cut {
    text: String,
    longest: usize,
    full: bool,
}

impl fmt::Write for Cut {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        if self.full {
            return Err(fmt::Error);
        }
        for c in more.chars() {
            let end = self.text.len();
            if is_deceptive(c) {
                self.text.extend(c.escape_unicode());
            } else {
                self.text.push(c);
            }
            if self.text.len() > self.longest {
                self.text.truncate(end);
                self.text.push('…');
                self.full = true;
                return Err(fmt::Error);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;

    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("so far")?;
            Err(fmt::Error)
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut(4, &"fore"), "fore");
        assert_eq!(cut(4, &"forest"), "fore…");
        assert_eq!(cut(4, &"foréé"), "for…");
        assert_eq!(cut(0, &"a"), "…");
        assert_eq!(cut(0, &""), "");
    }

    #[test]
    fn the_end_is_the_end_however_it_is_written() {
        assert_eq!(
            cut(5, &format_args!("{}{}{}", "ab", "cdefg", "h")),
            "abcde…"
        );
        assert_eq!(cut(3, &format_args!("{}{}", "abé", "c")), "ab…");
    }

    #[test]
    fn what_is_shown_by_its_number_is_shown_whole_or_not() {
        assert_eq!(cut(10, &"abc\u{202e}d"), "abc…");
        assert_eq!(cut(11, &"abc\u{202e}d"), "abc\\u{202e}…");
    }

    #[test]
    fn a_value_that_cannot_show_itself_is_no_panic() {
        assert_eq!(cut(LONGEST, &Broken), "so far");
    }
}
