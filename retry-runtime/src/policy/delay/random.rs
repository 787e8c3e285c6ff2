//! Randomness for jitter.

use core::cell::Cell;
use core::ops::RangeInclusive;

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

use crate::machine;

/// A small, fast, insecure generator. Jitter only has to differ between callers, so nothing here
/// is worth a system call, a lock, or a dependency on the system's source of randomness.
#[derive(Clone, Debug)]
pub(crate) struct Random(SmallRng);

thread_local! {
    static THREAD: Cell<Option<Kept>> = const { Cell::new(None) };
}

/// A thread's generator, with the process that seeded it: a forked one inherits a copy, and so does
/// each other that is forked there.
struct Kept {
    random: Random,
    process: u32,
}

impl Random {
    /// The same seed gives the same numbers, within one version of this crate.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(SmallRng::seed_from_u64(seed))
    }

    /// Runs `f` with this thread's generator.
    ///
    /// The generator is taken out meanwhile: `f` may run a user's code, and that may come back
    /// here or panic. Then, as in a thread that is ending and in a process that was forked, a new one
    /// is seeded.
    #[inline]
    pub(crate) fn with_thread<R>(f: impl FnOnce(&mut Self) -> R) -> R {
        Self::with_thread_of(this_process(), f)
    }

    fn with_thread_of<R>(process: u32, f: impl FnOnce(&mut Self) -> R) -> R {
        let taken = THREAD.try_with(Cell::take).ok().flatten();
        let own = taken.filter(|kept| kept.process == process);
        let mut random =
            own.map_or_else(|| Self::seeded(machine::seed(process)), |kept| kept.random);
        let result = f(&mut random);
        // A thread that is ending has no more use for it.
        let _ = THREAD.try_with(|thread| thread.set(Some(Kept { random, process })));
        result
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

/// Where processes are not forked, all are the same.
fn this_process() -> u32 {
    if cfg!(unix) { std::process::id() } else { 0 }
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

    #[test]
    fn a_thread_goes_on_with_its_generator() {
        let draw = || Random::with_thread(|random| random.within(0..=u64::MAX));
        let first = draw();
        let kept = Random::with_thread(|random| random.clone());
        assert_ne!(first, draw());
        Random::with_thread(|random| *random = kept);
        let again = draw();
        Random::with_thread(|random| assert_ne!(again, random.within(0..=u64::MAX)));
    }

    #[test]
    fn threads_draw_different_numbers() {
        let draw = || Random::with_thread(|random| random.within(0..=u64::MAX));
        let other = std::thread::spawn(draw).join().unwrap();
        assert_ne!(draw(), other);
    }

    #[test]
    fn the_generator_may_be_used_inside_its_own_use_and_after_a_panic() {
        let nested = |_: &mut Random| Random::with_thread(|random| random.within(1..=9));
        assert!((1..=9).contains(&Random::with_thread(nested)));

        let panics = || Random::with_thread(|_| panic!("in a user's backoff"));
        assert!(std::panic::catch_unwind(panics).is_err());
        assert!((1..=9).contains(&Random::with_thread(nested)));
    }

    #[test]
    fn forked_processes_draw_different_numbers() {
        let draw = |random: &mut Random| random.within(0..=u64::MAX);
        let drawn_by_child_of = |parent: &Random, child| {
            Random::with_thread_of(1, |random| *random = parent.clone());
            Random::with_thread_of(child, draw)
        };
        let parent = Random::seeded(7);
        let drawn = [1, 2, 3].map(|process| drawn_by_child_of(&parent, process));
        assert_eq!(drawn[0], draw(&mut parent.clone()));
        assert_ne!(drawn[0], drawn[1]);
        assert_ne!(drawn[0], drawn[2]);
        assert_ne!(drawn[1], drawn[2]);
    }

    #[test]
    fn a_forked_process_goes_on_with_its_generator() {
        Random::with_thread_of(1, |_| ());
        let kept = Random::with_thread_of(2, |random| random.clone());
        let expected = kept.clone().within(0..=u64::MAX);
        assert_eq!(
            Random::with_thread_of(2, |random| random.within(0..=u64::MAX)),
            expected
        );
    }
}
