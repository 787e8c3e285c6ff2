//! What can be kept for each key.

use std::time::Instant;

use super::{Breaker, Budget};

/// What [`PerKey`](super::PerKey) keeps one of for each key: a [`Breaker`], a [`Budget`], or a guard of your own.
pub trait Keyed: Send + Sync {
    /// Whether nothing is lost if it goes and one that is made anew takes its place, as of `now`.
    ///
    /// It is asked under the lock of the `PerKey`, which it must not use.
    fn is_idle(&self, now: Instant) -> bool;
}

/// Closed, and what it has counted goes with it; or abandoned: open for its time and for as long again without
/// a call, or half-open and without a probe for the time of its [lease](super::BreakerBuilder::lease). One that
/// is forced open or closed never is.
impl Keyed for Breaker {
    fn is_idle(&self, now: Instant) -> bool {
        self.is_idle_at(now)
    }
}

/// Full, with no call that is retrying.
impl Keyed for Budget {
    fn is_idle(&self, now: Instant) -> bool {
        self.is_idle_at(now)
    }
}
