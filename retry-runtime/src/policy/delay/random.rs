//! Randomness for jitter.

#[cfg(not(feature = "std"))]
mod program;
#[cfg(feature = "std")]
mod thread;

use core::ops::RangeInclusive;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

#[cfg(not(feature = "std"))]
pub use program::set_seed;
#[cfg(feature = "std")]
pub use thread::set_seed;

/// A small, fast, insecure generator. Jitter only has to differ between callers, so nothing here
/// is worth a system call, a lock, or a dependency on the system's source of randomness.
#[derive(Clone, Debug)]
pub(crate) struct Random(SmallRng);

impl Random {
    /// The same seed gives the same numbers, within one version of this crate.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(SmallRng::seed_from_u64(seed))
    }

    /// Uniform over the inclusive range. A range of one value draws nothing.
    #[inline]
    pub(crate) fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        debug_assert!(range.start() <= range.end());
        if range.start() >= range.end() {
            *range.start()
        } else {
            // The high half of a product: no division, and of 2^64 draws no value of the range gets more than one
            // above its share.
            let (start, end) = range.into_inner();
            let values = u128::from(end - start) + 1;
            let above = (u128::from(self.0.next_u64()) * values) >> u64::BITS;
            start + u64::try_from(above).unwrap_or(u64::MAX)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_numbers() {
        let draw = |seed| Random::seeded(seed).within(0..=u64::MAX);
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn the_ends_of_a_range_are_drawn_and_nothing_outside() {
        let mut random = Random::seeded(1);
        let mut seen = [false; 3];
        for _ in 0..100 {
            let value = random.within(5..=7);
            seen[usize::try_from(value - 5).unwrap()] = true;
        }
        assert_eq!(seen, [true; 3]);
        assert_eq!(random.within(4..=4), 4);
    }
}
