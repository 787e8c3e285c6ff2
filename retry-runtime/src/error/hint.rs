//! How long the other side asked to be left alone.

use core::time::Duration;

use crate::error::classify::Classify;

/// What the other side asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Not to be called before.
    AtLeast(Duration),
    /// To be called then.
    Exactly(Duration),
}

impl Hint {
    /// What an error tells of it.
    #[inline]
    pub(crate) fn of<E: Classify + ?Sized>(error: &E) -> Option<Self> {
        let time = error.retry_after()?;
        Some(if error.is_hint_exact() {
            Self::Exactly(time)
        } else {
            Self::AtLeast(time)
        })
    }

    #[inline]
    pub(crate) const fn time(self) -> Duration {
        match self {
            Self::AtLeast(time) | Self::Exactly(time) => time,
        }
    }
}
