//! What a retried call means for those inside of it.

use crate::machine::Instant;

#[cfg_attr(
    not(feature = "std"),
    expect(dead_code, reason = "no call encloses another")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EnclosingCall {
    /// They run once: the outer call does the retrying.
    Suppresses,
    /// None of their waits goes past this instant.
    EndsAt(Instant),
}

#[cfg(feature = "std")]
impl EnclosingCall {
    /// The stricter of two, one inside the other.
    pub(crate) fn stricter(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(Self::EndsAt(one)), Some(Self::EndsAt(other))) => {
                Some(Self::EndsAt(one.min(other)))
            }
            (Some(Self::Suppresses), _) | (_, Some(Self::Suppresses)) => Some(Self::Suppresses),
            (one, other) => one.or(other),
        }
    }
}
