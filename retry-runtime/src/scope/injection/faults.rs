//! Errors between what the body does.

use core::any::type_name;
use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fit::{filler, filler_id};
use super::{Answer, Function, Injection, Source};
use crate::policy::delay::random::Random;

/// Errors in the place of the body, in some attempts; in all others the body runs.
///
/// Injected by [`Scope::inject`](crate::Scope::inject). Each error is made anew, so `E` needs no
/// `Clone`. In a function that returns an `Option`, the error is `()` and the attempt comes to `None`. A
/// clone goes on where the other is.
///
/// The page `guide::testing` of `reattempt` tells into which functions errors can be injected.
pub struct Faults<E> {
    error: Arc<dyn Fn() -> E + Send + Sync>,
    state: Arc<Mutex<State>>,
}

struct State {
    pick: Pick,
    attempts: u64,
    injected: u64,
}

/// Which attempts fail.
enum Pick {
    First(u64),
    Every(u64),
    Random { share: u64, random: Random },
}

/// A share of all is expressed in so many parts.
const WHOLE: u64 = 1 << 53;

impl<E: 'static> Faults<E> {
    /// The first `attempts` fail.
    pub fn first(attempts: u32, error: impl Fn() -> E + Send + Sync + 'static) -> Self {
        Self::new(Pick::First(attempts.into()), error)
    }

    /// Each `nth` attempt fails; with 1 that is every one.
    ///
    /// # Panics
    /// If `nth` is 0.
    pub fn every(nth: u32, error: impl Fn() -> E + Send + Sync + 'static) -> Self {
        assert!(
            nth > 0,
            "`nth` must be at least 1: attempts are counted from 1"
        );
        Self::new(Pick::Every(nth.into()), error)
    }

    /// Attempts fail at random, with this probability. The same seed makes the same attempts fail, within
    /// one version of this crate.
    ///
    /// # Panics
    /// If `probability` is not from 0 to 1.
    pub fn random(
        probability: f64,
        seed: u64,
        error: impl Fn() -> E + Send + Sync + 'static,
    ) -> Self {
        assert!(
            (0.0..=1.0).contains(&probability),
            "`probability` must be from 0 to 1, not {probability}"
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "from 0 to `WHOLE`, a power of 2 that a float holds"
        )]
        let share = (probability * WHOLE as f64) as u64;
        let random = Random::seeded(seed);
        Self::new(Pick::Random { share, random }, error)
    }

    fn new(pick: Pick, error: impl Fn() -> E + Send + Sync + 'static) -> Self {
        let state = State {
            pick,
            attempts: 0,
            injected: 0,
        };
        Self {
            error: Arc::new(error),
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// How many attempts were asked about, those that failed included.
    pub fn attempts(&self) -> u64 {
        self.state().attempts
    }

    /// How many attempts were made to fail.
    pub fn injected(&self) -> u64 {
        self.state().injected
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether the next attempt fails.
    fn next(&mut self) -> bool {
        self.attempts += 1;
        let fails = match &mut self.pick {
            Pick::First(attempts) => self.attempts <= *attempts,
            Pick::Every(nth) => self.attempts % *nth == 0,
            Pick::Random { share, random } => random.within(0..=WHOLE - 1) < *share,
        };
        self.injected += u64::from(fails);
        fails
    }
}

impl<E: 'static> Source for Faults<E> {
    fn next(&self, function: &Function) -> Result<Answer, String> {
        if function.failure != Some(filler_id::<E>()) {
            let what = format!("errors of `{}` do not fit", type_name::<E>());
            return Err(function.misfit(&what));
        }
        Ok(if self.state().next() {
            Answer::Failure(filler((self.error)()))
        } else {
            Answer::Body
        })
    }
}

impl<E: 'static> super::sealed::Sealed for Faults<E> {}

impl<E: 'static> Injection for Faults<E> {
    fn source(&self) -> Box<dyn Source> {
        Box::new(self.clone())
    }
}

impl<E> Clone for Faults<E> {
    fn clone(&self) -> Self {
        Self {
            error: Arc::clone(&self.error),
            state: Arc::clone(&self.state),
        }
    }
}

impl<E: 'static> fmt::Debug for Faults<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults")
            .field("attempts", &self.attempts())
            .field("injected", &self.injected())
            .finish_non_exhaustive()
    }
}
