//! Virtual time and seeded chance for the tests of the guards.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// An instant of virtual time.
pub(crate) fn at(secs: f64) -> Instant {
    *START + Duration::from_secs_f64(secs)
}

/// The generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators": the
/// same numbers in every version of every dependency.
pub(crate) struct Chance(Cell<u64>);

impl Chance {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    pub(crate) fn next(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let z = self.0.get();
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    pub(crate) fn fraction(&self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / 2f64.powi(32)
    }

    /// True at this rate.
    pub(crate) fn happens(&self, rate: f64) -> bool {
        self.fraction() < rate
    }
}
