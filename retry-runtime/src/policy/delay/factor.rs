//! The growth of an exponential backoff, as a decimal fixed-point number.

use crate::policy::delay::nanos;
use crate::policy::delay::nanos::MILLION;

/// Millionths, so that the decimal fractions people write (1.1, 1.5) are held exactly and delays
/// come out the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factor(u64);

impl Factor {
    pub(crate) const DEFAULT: Self = Self(2 * MILLION);
    pub(crate) const MIN: f64 = 1.0;
    pub(crate) const MAX: f64 = 1e9;

    /// Nearest representable factor; out of range or not a number is `None`.
    pub(crate) const fn new(factor: f64) -> Option<Self> {
        if factor >= Self::MIN && factor <= Self::MAX {
            Some(Self::rounded(factor))
        } else {
            None
        }
    }

    /// Nearest allowed factor; not a number is the default.
    pub(crate) const fn clamped(factor: f64) -> Self {
        if factor.is_nan() {
            Self::DEFAULT
        } else {
            Self::rounded(factor.clamp(Self::MIN, Self::MAX))
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range: at most 1e15, never negative"
    )]
    const fn rounded(factor: f64) -> Self {
        Self((factor * 1e6 + 0.5) as u64)
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 1e15, below 2^53")]
    pub(crate) const fn get(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// One step of growth, rounded down, saturating.
    #[inline]
    pub(crate) fn grow(self, nanos: u64) -> u64 {
        nanos::scale(nanos, self.0)
    }
}
