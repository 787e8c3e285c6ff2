//! The class of an error: what a retry policy has to know about it.

use core::fmt;

/// What an error says about trying again.
///
/// It is about the attempt to come, not the one that failed: an error that may pass can be of a
/// request that took effect, and of which only the answer was lost. Where a second one would be a
/// second order, `idempotent = false` on the attribute repeats [`Unsent`](Self::Unsent) and
/// [`Throttled`](Self::Throttled) alone; or the other side is sent [`Attempt::key`] to know the
/// order by. The page `guide::idempotency` of `reattempt` tells when to do which.
///
/// [`Attempt::key`]: crate::Attempt::key
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Class {
    /// The request certainly never reached the other side: refused, name not resolved, no
    /// connection to be had. Always safe to repeat.
    Unsent,
    /// It failed for a reason that may pass; it may have taken effect.
    Transient,
    /// The other side asked for fewer requests, and turned this one away.
    Throttled,
    /// Repeating it gives the same answer.
    Permanent,
}

impl Class {
    /// Stable lower-case name, as it appears in logs and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unsent => "unsent",
            Self::Transient => "transient",
            Self::Throttled => "throttled",
            Self::Permanent => "permanent",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
