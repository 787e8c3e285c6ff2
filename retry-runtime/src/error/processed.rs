//! Whether the other side may have done something in a retried call before its last attempt, which no error
//! of that attempt tells.

#[cfg(feature = "std")]
mod search;

#[cfg(feature = "std")]
pub(crate) use search::{searched, tell};

/// Whether the other side has done something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Processed {
    /// Certainly nothing.
    Nothing,
    Perhaps,
}

impl Processed {
    pub(crate) const fn unless(nothing: bool) -> Self {
        if nothing {
            Self::Nothing
        } else {
            Self::Perhaps
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        match self {
            Self::Nothing => other,
            Self::Perhaps => self,
        }
    }
}

/// What the other side may have done in attempts before the one that an error tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier(pub(crate) Processed);
