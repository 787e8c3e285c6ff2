//! Tokens that come back with time.

use crate::machine::Instant;

use super::number::Number;
use crate::guard::origin::Origin;
use crate::guard::sync::Atomic;

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// Hands out every stretch of time once, as tokens. It is asked when tokens are wanted; nothing
/// runs in the background.
#[derive(Debug)]
pub(super) struct Refill {
    /// Millionths of a token in a second; zero for none.
    rate: Number,
    origin: Origin,
    /// Up to when tokens were handed out, in nanoseconds from the origin.
    until: Atomic,
}

impl Refill {
    pub(super) const fn new(rate: u64) -> Self {
        Self {
            rate: Number::new(rate),
            origin: Origin::new(),
            until: Atomic::new(0),
        }
    }

    /// Whether anything comes back.
    pub(super) fn is_running(&self) -> bool {
        self.rate.get() > 0
    }

    /// Hands out at another rate from now on.
    #[cfg(feature = "config")]
    pub(super) fn change(&self, rate: u64, now: Instant) {
        if rate != self.rate.get() {
            self.until.store(self.origin.nanos(now));
            self.rate.set(rate);
        }
    }

    /// What has come back since it was last asked, in millionths of a token. A part of a millionth
    /// is kept for the next time.
    pub(super) fn due(&self, now: Instant) -> u64 {
        let now = self.origin.nanos(now);
        let rate = self.rate.get();
        let mut due = 0;
        let handed_out = self.until.update(|until| {
            due = tokens(now.saturating_sub(until), rate);
            (due > 0).then(|| until.saturating_add(nanos(due, rate)).min(now))
        });
        handed_out.map_or(0, |_| due)
    }
}

/// What comes back in so long, rounded down.
fn tokens(nanos: u64, rate: u64) -> u64 {
    let tokens = u128::from(nanos) * u128::from(rate) / NANOS_PER_SEC;
    u64::try_from(tokens).unwrap_or(u64::MAX)
}

/// How long so many take, rounded up.
fn nanos(tokens: u64, rate: u64) -> u64 {
    let nanos = (u128::from(tokens) * NANOS_PER_SEC).div_ceil(u128::from(rate));
    u64::try_from(nanos).unwrap_or(u64::MAX)
}
