//! Durations inside the crate: `u64` nanoseconds, about 584 years, saturating.

use core::time::Duration;

const NANOS_PER_SEC: u64 = 1_000_000_000;

/// One whole, where a ratio is kept as an integer number of millionths.
pub(crate) const MILLION: u64 = 1_000_000;

/// Longer durations than `u64` nanoseconds can hold become `u64::MAX`.
#[inline]
pub(crate) const fn from_duration(duration: Duration) -> u64 {
    duration
        .as_secs()
        .saturating_mul(NANOS_PER_SEC)
        .saturating_add(duration.subsec_nanos() as u64)
}

/// `nanos * millionths / 1_000_000`, rounded down, saturating.
#[inline]
pub(crate) fn scale(nanos: u64, millionths: u64) -> u64 {
    if let Some(product) = nanos.checked_mul(millionths) {
        return product / MILLION;
    }
    // A 128-bit division is a library call: everyday delays do without.
    let product = u128::from(nanos) * u128::from(millionths);
    u64::try_from(product / u128::from(MILLION)).unwrap_or(u64::MAX)
}
