//! The generator of the whole program, where there are no threads that could have one each.

use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use super::Random;

// Loads and stores of 32 bits alone: some processors can do no more in one step.
static SEED: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)];
static DRAWS: AtomicU32 = AtomicU32::new(0);

/// Seeds the random delays of a program without the standard library. Nothing else does.
///
/// Call it once at the start, with a number that is different on each device and at each start, such as one from a
/// hardware random number generator. Without it all devices draw the same delays, and so retry at the same moments.
///
/// With the feature `std` it does nothing: there every thread gets a seed from the system.
pub fn set_seed(seed: u64) {
    let [first, second] = halves(seed);
    SEED[0].store(first, Relaxed);
    SEED[1].store(second, Relaxed);
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the lower half, then the upper"
)]
const fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> u32::BITS) as u32]
}

impl Random {
    /// Runs `f` with a generator of its own. Two that an interrupt has begin at once may be the same.
    pub(crate) fn with_default<R>(f: impl FnOnce(&mut Self) -> R) -> R {
        let draw = DRAWS.load(Relaxed).wrapping_add(1);
        DRAWS.store(draw, Relaxed);
        let [first, second] = [0, 1].map(|half: usize| u64::from(SEED[half].load(Relaxed)));
        // By the golden ratio, so that a device does not draw what one with the next seed has drawn before.
        let step = u64::from(draw).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let seed = first | second << u32::BITS;
        f(&mut Self::seeded(seed.wrapping_add(step)))
    }
}
