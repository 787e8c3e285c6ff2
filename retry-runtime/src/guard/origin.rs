//! Instants as numbers, for atomics to hold.

use crate::machine::Instant;
use std::sync::OnceLock;

use crate::policy::delay::nanos;

/// The instant that a guard counts its nanoseconds from: the first one it is given, so that it can
/// be made in a `const`.
#[derive(Debug)]
pub(crate) struct Origin(OnceLock<Instant>);

impl Origin {
    pub(crate) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Nanoseconds from the origin to `now`; zero for an earlier instant, at most `u64::MAX`.
    pub(crate) fn nanos(&self, now: Instant) -> u64 {
        let origin = *self.0.get_or_init(|| now);
        nanos::from_duration(now.saturating_duration_since(origin))
    }

    /// Microseconds from the origin to `now`, modulo 2^64: an earlier instant is so far below zero.
    pub(crate) fn micros(&self, now: Instant) -> u64 {
        let origin = *self.0.get_or_init(|| now);
        let micros = |time| nanos::from_duration(time) / 1000;
        match now.checked_duration_since(origin) {
            Some(after) => micros(after),
            None => micros(origin.saturating_duration_since(now)).wrapping_neg(),
        }
    }
}
