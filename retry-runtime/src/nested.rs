//! Retried functions that are called in the body of a retried function.
//!
//! Three layers of five attempts each make 125 calls of the innermost body. `nested = "suppress"`
//! on the outermost makes that 5.

use std::time::Instant;

use crate::Scope;
use crate::call::Call;
use crate::history::History;

/// What a retried call means for those inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outer {
    /// They run once: the outer call does the retrying.
    Suppresses,
    /// None of their waits goes past this instant.
    EndsAt(Instant),
}

impl Outer {
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

/// The scope of an attempt under `nested = "suppress"`.
pub const fn suppressing() -> Scope {
    let mut scope = Scope::new();
    scope.outer = Some(Outer::Suppresses);
    scope
}

/// The scope of an attempt under `nested = "bounded"`: it ends with `max_elapsed` of `call`.
pub fn bounding(history: History<'_>, call: &Call<'_>) -> Scope {
    let end = history
        .policy(call)
        .max_elapsed()
        .zip(history.started(call));
    // An instant too far off for the system to name bounds nothing.
    let end = end.and_then(|(max_elapsed, started)| started.checked_add(max_elapsed));
    Scope {
        outer: end.map(Outer::EndsAt),
        ..Scope::new()
    }
}
