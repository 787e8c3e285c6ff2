//! How many calls may be retrying at once.

use super::number::Number;
use crate::guard::sync::Atomic;

/// A count of calls with an upper limit, which is none to begin with.
#[derive(Debug)]
pub(super) struct Slots {
    pub(super) limit: Number,
    taken: Atomic,
}

impl Slots {
    pub(super) const fn new() -> Self {
        Self {
            limit: Number::new(u64::MAX),
            taken: Atomic::new(0),
        }
    }

    /// Takes a place if there is one; [`leave`](Self::leave) gives it back.
    pub(super) fn enter(&self) -> bool {
        let enter = |taken| (taken < self.limit.get()).then_some(taken + 1);
        self.taken.update(enter).is_ok()
    }

    pub(super) fn leave(&self) {
        self.taken.sub(1);
    }

    pub(super) fn taken(&self) -> u64 {
        self.taken.load()
    }
}
