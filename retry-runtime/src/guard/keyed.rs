//! What can be kept for each key.

#[cfg(feature = "sites")]
use std::sync::Arc;

#[cfg(feature = "sites")]
use super::list::made;
use super::{Breaker, Budget};
use crate::machine::Instant;

/// What [`PerKey`](super::PerKey) keeps one of for each key: a [`Breaker`], a [`Budget`], or a guard of your own.
pub trait Keyed: Send + Sync {
    /// Whether nothing is lost if it goes and one that is made anew takes its place, as of `now`.
    ///
    /// It is asked under the lock of the `PerKey`, which it must not use.
    fn is_idle(&self, now: Instant) -> bool;

    /// Puts one that was made for `key`, and that nobody has seen yet, on the list of those called `name`.
    #[cfg(feature = "sites")]
    #[doc(hidden)]
    fn put_on_list(_guard: &Arc<Self>, _name: &'static str, _key: String)
    where
        Self: Sized,
    {
    }
}

/// Closed, and what it has counted goes with it; or abandoned: open for its time and for as long again without
/// a call, or half-open and without a probe for the time of its [lease](super::BreakerBuilder::lease). One that
/// is forced open or closed never is.
impl Keyed for Breaker {
    fn is_idle(&self, now: Instant) -> bool {
        self.is_idle_at(now)
    }

    #[cfg(feature = "sites")]
    fn put_on_list(guard: &Arc<Self>, name: &'static str, key: String) {
        made::add_unseen(name, key, guard);
    }
}

/// Full, with no call that is retrying.
impl Keyed for Budget {
    fn is_idle(&self, now: Instant) -> bool {
        self.is_idle_at(now)
    }

    #[cfg(feature = "sites")]
    fn put_on_list(guard: &Arc<Self>, name: &'static str, key: String) {
        made::add_unseen(name, key, guard);
    }
}
