//! What is wrong with a value.

use core::fmt;

use crate::policy::settings::error::must_be;
use crate::text::escape::Escaped;

/// What is wrong with a value, in words that follow it and a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is of the wrong type, or out of range.
    Invalid {
        allowed: &'static str,
        instead: Option<String>,
    },
    /// It is a text that is no duration: why, and what to write.
    NoDuration { reason: String },
    /// The list of delays is too long to be kept.
    TooManyDelays { count: usize, most: usize },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { allowed, instead } => {
                f.write_str(&must_be(allowed, instead.as_deref()))
            }
            Self::NoDuration { reason } => write!(f, "{}", Escaped(reason)),
            Self::TooManyDelays { count, most } => write!(
                f,
                "must be a list of at most {most} delays, of which the last repeats, as it is kept while \
                 the program runs; it has {count}"
            ),
        }
    }
}
