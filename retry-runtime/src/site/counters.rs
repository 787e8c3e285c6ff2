//! What has happened at a site, counted while it happens.
//!
//! Touched after a failure only. Threads that fail at once meet in these numbers, so there is no lock
//! to wait for. Each event adds in one fixed order, and a reader goes through the numbers in the
//! reverse: of what it sees, no consequence is without its cause.

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::sync::OnceLock;

use super::Counts;
use super::counts::OTHER;
use crate::error::stop_reason::StopReason;

/// The numbers of one site. The order of the fields is that in which an event adds to them.
pub(crate) struct Counters {
    errors: Kinds,
    needed_retry: Counter,
    /// Nanoseconds.
    waited: Counter,
    retries: Counter,
    gave_up: [Counter; StopReason::ALL.len()],
    recovered: Counter,
}

impl Counters {
    pub(super) const fn new() -> Self {
        Self {
            errors: Kinds::new(),
            needed_retry: Counter::new(),
            waited: Counter::new(),
            retries: Counter::new(),
            gave_up: [const { Counter::new() }; StopReason::ALL.len()],
            recovered: Counter::new(),
        }
    }

    /// An attempt has failed, the `attempt`th of its call, and the failure is more than the answer of
    /// the function. What comes of it is counted next.
    pub(crate) fn attempt_failed(&self, attempt: u32, kind: &'static str) {
        self.errors.count(kind);
        if attempt == 1 {
            self.needed_retry.count();
        }
    }

    /// Another attempt follows, after so many nanoseconds.
    pub(crate) fn retrying(&self, delay: u64) {
        self.waited.add(delay);
        self.retries.count();
    }

    /// The call ends without success.
    pub(crate) fn gave_up(&self, reason: StopReason) {
        self.gave_up[reason as usize].count();
    }

    /// The call has succeeded after a failure.
    pub(crate) fn recovered(&self) {
        self.recovered.count();
    }

    pub(super) fn counts(&self) -> Counts {
        let recovered = self.recovered.get();
        let gave_up = StopReason::ALL
            .into_iter()
            .zip(&self.gave_up)
            .map(|(reason, count)| (reason, count.get()))
            .filter(|(_, count)| *count > 0)
            .collect();
        let retries = self.retries.get();
        let waited = Duration::from_nanos(self.waited.get());
        let needed_retry = self.needed_retry.get();
        Counts {
            needed_retry,
            recovered,
            gave_up,
            retries,
            waited,
            errors: self.errors.get(),
        }
    }
}

impl fmt::Debug for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts().fmt(f)
    }
}

/// A number that only grows.
struct Counter(AtomicU64);

impl Counter {
    const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// By one at a time it takes centuries to overflow.
    fn count(&self) {
        self.0.fetch_add(1, Ordering::Release);
    }

    /// Stays at `u64::MAX` once there.
    fn add(&self, amount: u64) {
        let add = |sum: u64| Some(sum.saturating_add(amount));
        let _ = self
            .0
            .fetch_update(Ordering::Release, Ordering::Relaxed, add);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// How often each kind of error has occurred. The first kinds have a number each, the rest share
/// one.
struct Kinds {
    own: [KindCounter; Counts::MOST_KINDS],
    other: Counter,
}

/// The number of one kind, taken by the first that comes.
struct KindCounter {
    kind: OnceLock<&'static str>,
    count: Counter,
}

impl KindCounter {
    const fn new() -> Self {
        Self {
            kind: OnceLock::new(),
            count: Counter::new(),
        }
    }
}

impl Kinds {
    const fn new() -> Self {
        Self {
            own: [const { KindCounter::new() }; Counts::MOST_KINDS],
            other: Counter::new(),
        }
    }

    fn count(&self, kind: &'static str) {
        self.counter(kind).unwrap_or(&self.other).count();
    }

    fn counter(&self, kind: &'static str) -> Option<&Counter> {
        if kind == OTHER {
            return None;
        }
        self.own
            .iter()
            .find(|own| *own.kind.get_or_init(|| kind) == kind)
            .map(|own| &own.count)
    }

    /// The most frequent first, what shares a number last.
    fn get(&self) -> Vec<(&'static str, u64)> {
        let mut kinds: Vec<_> = self
            .own
            .iter()
            .map_while(|own| Some((*own.kind.get()?, own.count.get())))
            .collect();
        kinds.sort_by(|(kind, count), (other, than)| than.cmp(count).then(kind.cmp(other)));
        kinds.push((OTHER, self.other.get()));
        kinds.retain(|(_, count)| *count > 0);
        kinds
    }
}
