//! The retries that are allowed in every second, whatever the budget says.

use crate::machine::Instant;

use super::number::Number;
use crate::guard::origin::Origin;
use crate::guard::sync::Atomic;

const NANOS_PER_SEC: u64 = 1_000_000_000;

/// So many retries in each second, the seconds counted from the first retry it was asked for. None
/// to begin with.
#[derive(Debug)]
pub(super) struct Floor {
    pub(super) per_second: Number,
    origin: Origin,
    /// The second in the upper half, what was allowed in it in the lower.
    allowed: Atomic,
}

impl Floor {
    pub(super) const fn new() -> Self {
        Self {
            per_second: Number::new(0),
            origin: Origin::new(),
            allowed: Atomic::new(0),
        }
    }

    /// Whether this second has a retry left; takes it.
    pub(super) fn take(&self, now: Instant) -> bool {
        let per_second = self.per_second.get();
        if per_second == 0 {
            return false;
        }
        let second = self.second_at(now);
        let taken = self.allowed.update(|word| {
            let (latest, used) = (word >> 32, word & u64::from(u32::MAX));
            if second > latest {
                Some(second << 32 | 1)
            } else {
                // A `now` from before the latest second counts there: time does not run backwards.
                (used < per_second).then_some(word + 1)
            }
        });
        taken.is_ok()
    }

    /// Forgets what was taken in this second.
    pub(super) fn forget(&self) {
        self.allowed.update(|word| Some(word >> 32 << 32)).ok();
    }

    /// Whether nothing was taken in this second.
    pub(super) fn is_unused_at(&self, now: Instant) -> bool {
        let word = self.allowed.load();
        let used = word & u64::from(u32::MAX);
        used == 0 || self.second_at(now) > word >> 32
    }

    fn second_at(&self, now: Instant) -> u64 {
        (self.origin.nanos(now) / NANOS_PER_SEC).min(u64::from(u32::MAX))
    }
}
