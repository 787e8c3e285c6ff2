//! By the standard library.

use std::hash::{BuildHasher, RandomState};
pub use std::time::Instant;
pub(crate) use std::time::SystemTime;

/// The present instant by tokio's clock (which tests can pause), else by the system's.
#[cfg(feature = "tokio")]
pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// The present instant by the system's clock.
#[cfg(not(feature = "tokio"))]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Whether there is a clock.
pub(crate) const HAS_CLOCK: bool = true;

/// Whether a thread can be stopped for a while.
pub(crate) const CAN_BLOCK: bool = true;

/// A number that is different in every process and thread. The standard library has already drawn secret
/// keys for its hash maps: a hash under them is a seed for free. A forked process inherits the keys as
/// well, so its number is part of it.
pub(crate) fn seed(process: u32) -> u64 {
    RandomState::new().hash_one(process)
}
