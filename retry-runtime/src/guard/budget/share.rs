//! Retries as a share of the calls of the last seconds.

use crate::machine::Instant;

use crate::guard::origin::Origin;
use crate::guard::sync::Atomic;
use crate::policy::delay::nanos::MILLION;

const SLICES: usize = 10;

/// One retry. The unit is a millionth of one.
const RETRY: u64 = MILLION;

/// The balance may fall below zero, when calls expire that retries were made on; it is kept so much
/// higher.
const ZERO: u64 = 1 << 63;

/// A leaky bucket: what a call puts in and what a retry takes out are both forgotten at the end of
/// the window, in slices of a tenth of it.
///
/// The shape of Finagle's `RetryBudget`, with its `TokenBucket.newLeakyBucket` made lock-free: the
/// balance is one number, from which the slice that falls out of the window is subtracted by the
/// one thread that moves the window on.
#[derive(Debug)]
pub(super) struct Share {
    /// What a call puts in.
    deposit: u64,
    reserve: u64,
    /// Nanoseconds in a slice.
    slice: u64,
    origin: Origin,
    /// The present slice, counted from the origin.
    tick: Atomic,
    /// [`ZERO`] + reserve + the sum of all slices.
    balance: Atomic,
    /// What was put in less what was taken out in each, modulo 2^64.
    slices: [Atomic; SLICES],
}

impl Share {
    pub(super) const fn new(deposit: u64, reserved_retries: u64, window: u64) -> Self {
        let reserve = reserved_retries * RETRY;
        Self {
            deposit,
            reserve,
            slice: window / SLICES as u64,
            origin: Origin::new(),
            tick: Atomic::new(0),
            balance: Atomic::new(ZERO + reserve),
            slices: [const { Atomic::new(0) }; SLICES],
        }
    }

    /// A call was made.
    pub(super) fn called(&self, now: Instant) {
        if self.deposit > 0 {
            let tick = self.tick_at(now);
            self.slice(tick).add(self.deposit);
            self.balance.add(self.deposit);
        }
    }

    /// Takes a retry, if there is one left, and says when: in which slice, counted from 1.
    pub(super) fn take(&self, now: Instant) -> Option<u64> {
        let tick = self.tick_at(now);
        let take = |balance| (balance >= ZERO + RETRY).then(|| balance - RETRY);
        self.balance.update(take).ok()?;
        self.slice(tick).sub(RETRY);
        Some(tick + 1)
    }

    /// Puts back the retry taken in this slice, counted from 1, unless it has left the window, by
    /// which it came back.
    pub(super) fn put_back(&self, taken: u64, now: Instant) {
        let present = self.tick_at(now);
        let tick = taken.checked_sub(1);
        if let Some(tick) = tick.filter(|tick| present - tick < SLICES as u64) {
            self.slice(tick).add(RETRY);
            self.balance.add(RETRY);
        }
    }

    /// Forgets all calls and retries.
    pub(super) fn forget(&self) {
        for slice in &self.slices {
            self.balance.sub(slice.swap(0));
        }
    }

    /// Whether there is as much as without any call, or more.
    pub(super) fn is_full_at(&self, now: Instant) -> bool {
        self.tick_at(now);
        self.balance.load() >= ZERO + self.reserve
    }

    /// Whether a retry is refused.
    #[cfg(feature = "sites")]
    pub(super) fn is_used_up_at(&self, now: Instant) -> bool {
        self.tick_at(now);
        self.retries() == 0
    }

    /// Whole retries that are left, as of the last call.
    pub(super) fn retries(&self) -> u64 {
        self.balance.load().saturating_sub(ZERO) / RETRY
    }

    /// Retries that are allowed in a window without any call.
    pub(super) const fn reserve(&self) -> u64 {
        self.reserve / RETRY
    }

    /// The number of the slice of this moment, after the expired ones have been taken off the balance.
    ///
    /// A thread that comes late to its slice may find it in use for a later one. What it puts there
    /// stays in the window for longer, and leaves the balance like everything else.
    fn tick_at(&self, now: Instant) -> u64 {
        let tick = self.origin.nanos(now) / self.slice;
        match self.tick.update(|seen| (tick > seen).then_some(tick)) {
            Ok(seen) => {
                for expired in (seen + 1..=tick).rev().take(SLICES) {
                    self.balance.sub(self.slice(expired).swap(0));
                }
                tick
            }
            Err(seen) => seen,
        }
    }

    fn slice(&self, tick: u64) -> &Atomic {
        #[expect(clippy::cast_possible_truncation, reason = "below ten")]
        &self.slices[(tick % SLICES as u64) as usize]
    }
}
