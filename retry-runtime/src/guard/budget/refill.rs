//! Tokens that come back with time.

use std::time::Instant;

use crate::guard::origin::Origin;
use crate::guard::sync::Atomic;

const NANOS_PER_SEC: u128 = 1_000_000_000;

/// Hands out every stretch of time once, as tokens. It is asked when tokens are wanted; nothing
/// runs in the background.
#[derive(Debug)]
pub(super) struct Refill {
    /// Millionths of a token in a second; above zero.
    rate: u64,
    origin: Origin,
    /// Up to when tokens were handed out, in nanoseconds from the origin.
    until: Atomic,
}

impl Refill {
    /// `None` for a rate of zero.
    pub(super) const fn new(rate: u64) -> Option<Self> {
        if rate == 0 {
            return None;
        }
        Some(Self {
            rate,
            origin: Origin::new(),
            until: Atomic::new(0),
        })
    }

    /// What has come back since it was last asked, in millionths of a token. A part of a millionth
    /// is kept for the next time.
    pub(super) fn due(&self, now: Instant) -> u64 {
        let now = self.origin.nanos(now);
        let mut due = 0;
        let handed_out = self.until.update(|until| {
            due = self.tokens(now.saturating_sub(until));
            (due > 0).then(|| until.saturating_add(self.nanos(due)).min(now))
        });
        handed_out.map_or(0, |_| due)
    }

    /// Rounded down.
    fn tokens(&self, nanos: u64) -> u64 {
        let tokens = u128::from(nanos) * u128::from(self.rate) / NANOS_PER_SEC;
        u64::try_from(tokens).unwrap_or(u64::MAX)
    }

    /// How long so many take, rounded up.
    fn nanos(&self, tokens: u64) -> u64 {
        let nanos = (u128::from(tokens) * NANOS_PER_SEC).div_ceil(u128::from(self.rate));
        u64::try_from(nanos).unwrap_or(u64::MAX)
    }
}
