//! Which kind of guard a key is about.

use core::fmt;

/// What a [`Key`](super::Key) sets numbers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GuardKind {
    /// A [`Budget`](crate::Budget).
    Budget,
    /// A [`Breaker`](crate::Breaker).
    Breaker,
}

impl GuardKind {
    /// `budget` or `breaker`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Breaker => "breaker",
        }
    }
}

impl fmt::Display for GuardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
