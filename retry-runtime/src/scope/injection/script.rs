//! Outcomes one after the other.

use core::any::type_name;
use core::fmt;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fit::{filler, filler_id};
use super::{Answer, Function, Injection, Outcome, Source};

/// Outcomes, one an attempt.
///
/// A script is either injected into a function, by [`Scope::inject`](crate::Scope::inject), or played
/// by a test double, by [`play`](Self::play). A clone goes on where the other is.
///
/// Injected, it stands in the place of the body: each attempt comes to the next outcome, and the body
/// does not run. All else is as ever; the outcome is classified, retried, timed and counted as if the
/// body had come to it. Once all have been played, the body runs.
///
/// The type of the outcomes is the function's, a `Result` or an `Option`; where it declares
/// `Result<T, RetryError<E>>`, it is `Result<T, E>`. Not every type can be injected. Where the outcome
/// as a whole cannot, but its error can, so can failures; a success then makes the attempt panic.
/// The page `guide::testing` of `reattempt` tells which.
pub struct Script<O> {
    script: Arc<Mutex<Outcomes<O>>>,
}

struct Outcomes<O> {
    left: VecDeque<O>,
    all: usize,
}

impl<O> Script<O> {
    /// A script of these outcomes.
    pub fn new(outcomes: impl IntoIterator<Item = O>) -> Self {
        let left: VecDeque<O> = outcomes.into_iter().collect();
        let all = left.len();
        Self {
            script: Arc::new(Mutex::new(Outcomes { left, all })),
        }
    }

    /// The next outcome, for test doubles.
    ///
    /// # Panics
    /// When all outcomes have been played.
    #[track_caller]
    pub fn play(&self) -> O {
        let mut script = self.script();
        let (outcome, all) = (script.left.pop_front(), script.all);
        drop(script);
        outcome.unwrap_or_else(|| panic!("the script has no outcome after its {all}"))
    }

    /// How many outcomes have not been played.
    pub fn remaining(&self) -> usize {
        self.script().left.len()
    }

    /// Looks whether every outcome has been played.
    ///
    /// # Panics
    /// If one has not.
    #[track_caller]
    pub fn assert_finished(&self) {
        let (left, all) = (self.remaining(), self.script().all);
        assert!(
            left == 0,
            "{left} of {all} outcomes of the script were not played"
        );
    }

    fn script(&self) -> MutexGuard<'_, Outcomes<O>> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<O: Outcome + Send> Source for Script<O> {
    fn next(&self, function: &Function) -> Result<Answer, String> {
        let whole = function.outcome == Some(filler_id::<O>());
        let failures =
            function.outcome.is_none() && function.failure == Some(filler_id::<O::Failure>());
        if !whole && !failures {
            let what = format!("a script of `{}` does not fit", type_name::<O>());
            return Err(function.misfit(&what));
        }
        let Some(outcome) = self.script().left.pop_front() else {
            return Ok(Answer::Body);
        };
        if whole {
            return Ok(Answer::Outcome(filler(outcome)));
        }
        match outcome.into_failure() {
            Some(failure) => Ok(Answer::Failure(filler(failure))),
            None => Err(function.misfit("a script plays a success, but only failures fit")),
        }
    }
}

impl<O: Outcome + Send> super::sealed::Sealed for Script<O> {}

impl<O: Outcome + Send> Injection for Script<O> {
    fn source(&self) -> Box<dyn Source> {
        Box::new(self.clone())
    }
}

impl<O> Clone for Script<O> {
    fn clone(&self) -> Self {
        Self {
            script: Arc::clone(&self.script),
        }
    }
}

impl<O> fmt::Debug for Script<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("remaining", &self.remaining())
            .finish_non_exhaustive()
    }
}
