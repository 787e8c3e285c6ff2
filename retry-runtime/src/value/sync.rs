//! Sync calls.

use crate::machine::Instant;
use core::panic::Location;

use crate::call::attempt::{Attempt, LazyKey, attempt};
use crate::call::verdict::Verdict;
use crate::guard::handle::BreakerHandle;
use crate::report::span::AttemptSpan;
use crate::run::entry;
use crate::run::guards::Guards;
use crate::run::returns::Limited;
use crate::run::state::{SyncState, cold};
use crate::value::ending::Ending;
use crate::value::hooks::{Hooks, Judge, Listener, RetryAfter, Until};
use crate::value::retry::{CallPlace, Retry, Spans};
use crate::value::sleep::SleepSync;

impl<J, U, A, L, S, R, K> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// Calls `body`, and again while it fails with an error that is retried.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::io;
    /// use reattempt::{Policy, Retry, Scope};
    ///
    /// let mut calls = 0;
    /// let retry = Retry::new(Policy::new());
    /// # Scope::new().at_most(3).run(|| {
    /// let answer: io::Result<u32> = retry.call(|| {
    ///     calls += 1;
    ///     match calls {
    ///         3 => Ok(7),
    ///         _ => Err(io::ErrorKind::TimedOut.into()),
    ///     }
    /// });
    /// assert_eq!(answer.unwrap(), 7);
    /// # });
    /// ```
    ///
    /// # Errors
    /// The last error of `body`, as [`with_retry_error`](Retry::with_retry_error) or `From<Interrupted>` make
    /// it.
    #[track_caller]
    #[inline]
    pub fn call<T, E>(&self, mut body: impl FnMut() -> Result<T, E>) -> Result<T, R::Error>
    where
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepSync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        if R::TELLS_TIME {
            return self.run(place, Some(entry::now()), None, |_| body());
        }
        if !U::ANY || self.has_entry_work() {
            let started = entry::started(&self.policy);
            return self.run(place, started, None, |_| body());
        }
        match body() {
            Ok(value) => Ok(value),
            Err(error) => cold(|| self.run(place, None, Some(error), |_| body())),
        }
    }

    /// The same for a body that is told which [`Attempt`] it is. The clock is read when the call begins.
    ///
    /// # Errors
    /// As those of [`call`](Self::call).
    #[track_caller]
    pub fn call_with<T, E>(
        &self,
        body: impl FnMut(&Attempt<'_>) -> Result<T, E>,
    ) -> Result<T, R::Error>
    where
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepSync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        self.run(place, Some(entry::now()), None, body)
    }

    /// Runs a call whose first attempt has failed with `first`, if it was made.
    pub(super) fn run<T, E>(
        &self,
        place: CallPlace,
        started: Option<Instant>,
        mut first: Option<E>,
        mut body: impl FnMut(&Attempt<'_>) -> Result<T, E>,
    ) -> Result<T, R::Error>
    where
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepSync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let mut call = self.unplaced_call(place, started);
        let mut guards = self.guards();
        let mut state = SyncState::new();
        let mut before = R::Kept::default();
        let key = LazyKey::new();
        loop {
            let mut span = None;
            let outcome = if let Some(error) = first.take() {
                Limited::Ended(Err(error))
            } else {
                let history = state.history();
                if self.options.spans == Spans::EachAttempt {
                    call.site = place.site();
                    span = Some(AttemptSpan::new(history, &call));
                }
                let number = attempt(history, &call, &key);
                let scope = self.scope(history, &call);
                admitted(&mut guards, || {
                    let _entered = span.as_mut().map(AttemptSpan::enter);
                    match scope {
                        Some(scope) => scope.run(|| body(&number)),
                        None => body(&number),
                    }
                })
            };
            let failed = match self.ended(outcome, state.history(), &mut guards) {
                Ok(value) => return Ok(value),
                Err(failed) => failed,
            };
            call.site = place.site();
            let mut failure = self.failure(&failed, state.history());
            let mut verdict = state.failed(&call, &mut failure, Some(&mut guards));
            if let Some(span) = span {
                span.failed(state.history(), &failure, verdict);
            }
            let (history, error) = (state.history(), failed.error());
            self.tell_failed(history, &call, &failure, verdict, error, &mut guards);
            if verdict == Verdict::Retry {
                verdict = self.hooks.sleep.wait(&state, &failure, &mut guards);
            }
            match verdict {
                Verdict::Retry => before = failed.kept::<R>(),
                Verdict::Stop(end) => {
                    let history = state.history();
                    return Err(failed.ending::<R>(
                        history,
                        &call,
                        end.reason(),
                        before,
                        self.whose(),
                    ));
                }
            }
        }
    }
}

/// Makes an attempt, if the breaker lets it through.
fn admitted<O>(guards: &mut Guards<'_>, attempt: impl FnOnce() -> O) -> Limited<O> {
    match guards.admit() {
        Ok(()) => {
            let outcome = attempt();
            guards.ended();
            Limited::Ended(outcome)
        }
        Err(interrupted) => Limited::Interrupted(interrupted),
    }
}
