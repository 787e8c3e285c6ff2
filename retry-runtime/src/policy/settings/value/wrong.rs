//! What is wrong with a value.

use core::fmt;

use crate::policy::settings::error::must_be;

/// What is wrong with a value, in words that follow it and a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is of the wrong type, out of range or without its unit.
    Invalid {
        allowed: &'static str,
        instead: Option<String>,
    },
    /// The list of delays is too long to be kept.
    TooManyDelays { count: usize, most: usize },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { allowed, instead } => {
                f.write_str(&must_be(allowed, instead.as_deref()))
            }
            Self::TooManyDelays { count, most } => write!(
                f,
                "must be a list of at most {most} delays, of which the last repeats, as it is kept while \
                 the program runs; it has {count}"
            ),
        }
    }
}
