//! The generator of each thread.

use core::cell::Cell;

use super::Random;
use crate::machine;

/// Seeds the random delays of a program without the standard library. Nothing else does.
///
/// Call it once at the start, with a number that is different on each device and at each start, such as one from a
/// hardware random number generator. Without it all devices draw the same delays, and so retry at the same moments.
///
/// With the feature `std` it does nothing: there every thread gets a seed from the system.
pub fn set_seed(_seed: u64) {}

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
    /// Runs `f` with this thread's generator.
    ///
    /// The generator is taken out meanwhile: `f` may run a user's code, and that may come back
    /// here or panic. Then, as in a thread that is ending and in a process that was forked, a new one
    /// is seeded.
    #[inline]
    pub(crate) fn with_default<R>(f: impl FnOnce(&mut Self) -> R) -> R {
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
}

/// Where processes are not forked, all are the same.
fn this_process() -> u32 {
    if cfg!(unix) { std::process::id() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_goes_on_with_its_generator() {
        let draw = || Random::with_default(|random| random.within(0..=u64::MAX));
        let first = draw();
        let kept = Random::with_default(|random| random.clone());
        assert_ne!(first, draw());
        Random::with_default(|random| *random = kept);
        let again = draw();
        Random::with_default(|random| assert_ne!(again, random.within(0..=u64::MAX)));
    }

    #[test]
    fn threads_draw_different_numbers() {
        let draw = || Random::with_default(|random| random.within(0..=u64::MAX));
        let other = std::thread::spawn(draw).join().unwrap();
        assert_ne!(draw(), other);
    }

    #[test]
    fn the_generator_may_be_used_inside_its_own_use_and_after_a_panic() {
        let nested = |_: &mut Random| Random::with_default(|random| random.within(1..=9));
        assert!((1..=9).contains(&Random::with_default(nested)));

        let panics = || Random::with_default(|_| panic!("in a user's backoff"));
        assert!(std::panic::catch_unwind(panics).is_err());
        assert!((1..=9).contains(&Random::with_default(nested)));
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
