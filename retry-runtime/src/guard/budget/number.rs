//! A number that configuration may change.

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// It is read on the way of every call and written when a configuration is applied. It guards no other memory;
/// loom, for which it does not change, need not see it.
pub(super) struct Number(AtomicU64);

impl Number {
    pub(super) const fn new(value: u64) -> Self {
        Self(AtomicU64::new(value))
    }

    #[inline]
    pub(super) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    #[cfg(feature = "config")]
    pub(super) fn set(&self, value: u64) {
        self.0.store(value, Relaxed);
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
