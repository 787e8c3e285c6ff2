//! Async calls.

use crate::machine::Instant;
use core::borrow::Borrow;
use core::panic::Location;

use crate::call::attempt::{Attempt, Key};
use crate::call::verdict::Verdict;
use crate::guard::handle::BreakerHandle;
use crate::policy::Policy;
use crate::run::entry;
use crate::run::returns::Limited;
use crate::run::state::AsyncState;
use crate::run::timeout::{attempt_limit, limited};
use crate::value::body::{Body, Lending, Numbered, Plain};
use crate::value::ending::Ending;
use crate::value::hooks::{Hooks, Judge, Listener, RetryAfter, Until};
use crate::value::retry::{CallPlace, Retry, Spans};
use crate::value::sleep::SleepAsync;
use crate::value::surroundings::{Surrounded, Surroundings};

impl<J, U, A, L, S, R, K> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// Awaits what `body` returns, and again while it fails with an error that is retried.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// # #[cfg(feature = "tokio")] {
    /// use std::io;
    /// use reattempt::{Policy, Retry};
    ///
    /// async fn fetch(url: &str) -> io::Result<String> {
    ///     Ok(format!("the page at {url}"))
    /// }
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// let retry = Retry::new(Policy::new());
    /// let url = String::from("/");
    /// let page = retry.call_async(|| fetch(&url)).await?;
    /// assert_eq!(page, "the page at /");
    ///
    /// let both = retry.call_async(async || Ok::<_, io::Error>((fetch(&url).await?, fetch("/b").await?)));
    /// assert_eq!(both.await?.1, "the page at /b");
    /// # Ok::<(), io::Error>(())
    /// # }).unwrap();
    /// # }
    /// ```
    ///
    /// An `async` closure that changes variables around it, or a value that was moved into it, needs
    /// [`call_async_mut`](Self::call_async_mut).
    ///
    /// # Errors
    /// The last error of `body`, as [`with_retry_error`](Retry::with_retry_error) or `From<Interrupted>` make
    /// it.
    #[track_caller]
    pub fn call_async<T, E, F, O>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, R::Error>> + use<'_, T, E, F, O, J, U, A, L, S, R, K>
    where
        F: FnMut() -> O,
        O: Future<Output = Result<T, E>>,
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepAsync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        run(self, place, Started::AsPolicyNeeds, Plain(body))
    }

    /// The same for an `async` closure that borrows mutably from around it.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// # #[cfg(feature = "tokio")] {
    /// use std::io;
    /// use reattempt::{Policy, Retry, Scope};
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(Scope::new().at_most(3).wrap(async {
    /// let mut calls = 0;
    /// let retry = Retry::new(Policy::new());
    /// let answer: io::Result<u32> = retry
    ///     .call_async_mut(async || {
    ///         calls += 1;
    ///         match calls {
    ///             3 => Ok(7),
    ///             _ => Err(io::ErrorKind::TimedOut.into()),
    ///         }
    ///     })
    ///     .await;
    /// assert_eq!(answer.unwrap(), 7);
    /// # }));
    /// # }
    /// ```
    ///
    /// Today's compiler cannot prove that the future of such a closure is `Send` ("implementation of `Send` is not
    /// general enough"), so it does not compile in a spawned task. There use `call_async` with a `Mutex` or an
    /// atomic, or the attribute on an `async fn` that takes `&mut`.
    ///
    /// # Errors
    /// As those of [`call_async`](Self::call_async).
    #[track_caller]
    pub fn call_async_mut<T, E, F>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, R::Error>> + use<'_, T, E, F, J, U, A, L, S, R, K>
    where
        F: AsyncFnMut() -> Result<T, E>,
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepAsync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        run(self, place, Started::AsPolicyNeeds, Lending(body))
    }

    /// As [`call_async`](Self::call_async), for a body that is told which [`Attempt`] it is. The clock is read when
    /// the call begins, and its [key](Attempt) is drawn then, as the attempt may outlive this call.
    ///
    /// # Errors
    /// As those of [`call_async`](Self::call_async).
    #[track_caller]
    pub fn call_async_with<T, E, F, O>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, R::Error>> + use<'_, T, E, F, O, J, U, A, L, S, R, K>
    where
        F: FnMut(Attempt<'static>) -> O,
        O: Future<Output = Result<T, E>>,
        J: Judge<E>,
        U: Until<T>,
        A: RetryAfter<E>,
        L: Listener<E>,
        S: SleepAsync,
        R: Ending<E>,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        let body = Numbered {
            body,
            key: Key::drawn(),
        };
        run(self, place, Started::Known, body)
    }
}

/// Whether the clock is read when a call begins.
pub(super) enum Started {
    AsPolicyNeeds,
    Known,
}

impl Started {
    fn at<E, R: Ending<E>>(self, policy: &Policy) -> Option<Instant> {
        match self {
            Self::AsPolicyNeeds if !R::TELLS_TIME => entry::started(policy),
            Self::AsPolicyNeeds | Self::Known => Some(entry::now()),
        }
    }
}

/// Runs a call. The value is borrowed, or goes with the future.
pub(super) async fn run<T, E, J, U, A, L, S, R, K>(
    retry: impl Borrow<Retry<Hooks<J, U, A, L, S, R, K>>>,
    place: CallPlace,
    started: Started,
    mut body: impl Body<T, E>,
) -> Result<T, R::Error>
where
    J: Judge<E>,
    U: Until<T>,
    A: RetryAfter<E>,
    L: Listener<E>,
    S: SleepAsync,
    R: Ending<E>,
    K: BreakerHandle,
{
    let retry = retry.borrow();
    let mut call = retry.unplaced_call(place, started.at::<E, R>(&retry.policy));
    let mut guards = retry.guards();
    let mut state = AsyncState::new();
    let mut before = R::Kept::default();
    loop {
        // What an attempt ended with is gone before the wait, so that it need not be `Send`.
        {
            let history = state.history();
            if retry.options.spans == Spans::EachAttempt {
                call.site = place.site();
            }
            let surroundings = Surroundings::of(retry, history, &call);
            let limit = attempt_limit(history, &call, retry.options.attempt_timeout);
            let outcome = if let Err(interrupted) = guards.admit() {
                Limited::Interrupted(interrupted)
            } else {
                let surroundings = surroundings.as_deref();
                let attempt = match surroundings {
                    Some(surroundings) => surroundings.run(|| body.attempt(history, &call)),
                    None => body.attempt(history, &call),
                };
                let attempt = Surrounded {
                    surroundings,
                    attempt,
                };
                let attempt = limited(limit, attempt, retry.hooks.sleep.own());
                let outcome = guards.attempt(attempt).await;
                guards.ended();
                outcome
            };
            let failed = match retry.ended(outcome, state.history(), &mut guards) {
                Ok(value) => return Ok(value),
                Err(failed) => failed,
            };
            call.site = place.site();
            let mut failure = retry.failure(&failed, state.history());
            let verdict = state.failed(&call, &mut failure, Some(&mut guards), S::waits());
            if let Some(span) = surroundings.and_then(|surroundings| surroundings.span) {
                span.failed(state.history(), &failure, verdict);
            }
            let (history, error) = (state.history(), failed.error());
            retry.tell_failed(history, &call, &failure, verdict, error, &mut guards);
            match verdict {
                Verdict::Retry => before = failed.kept::<R>(),
                Verdict::Stop(end) => {
                    let history = state.history();
                    return Err(failed.ending::<R>(
                        history,
                        &call,
                        end.reason(),
                        before,
                        retry.whose(),
                    ));
                }
            }
        }
        let delay = state.history().delay_to_sleep();
        match delay.and_then(|delay| Some((retry.hooks.sleep.own()?)(delay))) {
            Some(sleep) => state.sleep(sleep).await,
            None => state.wait().await,
        }
    }
}
