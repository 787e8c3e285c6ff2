//! What waits by a timer in async code: only where there is one.

use core::future::{Pending, poll_fn};
use core::panic::Location;
use core::pin::pin;

use crate::call::verdict::Verdict;
use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::run::entry;
use crate::run::timeout::NoSleep;
use crate::run::timer::{Wait, Waits};
use crate::value::asynchronous::{self, Started};
use crate::value::body::{Lending, Plain};
use crate::value::hooks::{ByClassify, Hooks, Judge, RetryAfter};
use crate::value::pull::{RetryLoop, call};
use crate::value::retry::Retry;
use crate::value::sleep::{ByTimer, SleepAsync};

impl SleepAsync for ByTimer {
    type Sleep = Pending<()>;
    type Begin<'a> = NoSleep;

    fn waits() -> Waits {
        Waits::ByTimer
    }

    fn own(&self) -> Option<NoSleep> {
        None
    }
}

impl Policy {
    /// Awaits what `body` returns, and again while it fails with an error that is retried, as
    /// [`Retry::call_async`] does. Needs the feature `tokio` or `futures-timer`.
    ///
    /// # Errors
    /// The last error of `body`.
    #[track_caller]
    pub fn call_async<T, E, F, O>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, E>> + use<T, E, F, O>
    where
        F: FnMut() -> O,
        O: Future<Output = Result<T, E>>,
        ByClassify: Judge<E>,
    {
        let retry = Retry::new(*self);
        let place = retry.place(Location::caller());
        asynchronous::run(retry, place, Started::AsPolicyNeeds, Plain(body))
    }

    /// The same for an `async` closure that borrows mutably from around it, as [`Retry::call_async_mut`] does.
    ///
    /// # Errors
    /// The last error of `body`.
    #[track_caller]
    pub fn call_async_mut<T, E, F>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, E>> + use<T, E, F>
    where
        F: AsyncFnMut() -> Result<T, E>,
        ByClassify: Judge<E>,
    {
        let retry = Retry::new(*self);
        let place = retry.place(Location::caller());
        asynchronous::run(retry, place, Started::AsPolicyNeeds, Lending(body))
    }
}

impl<J, U, A, L, R, K> RetryLoop<'_, Hooks<J, U, A, L, ByTimer, R, K>> {
    /// As [`wait`](Self::wait), in an async function. The error is dropped before the wait.
    ///
    /// # Errors
    /// `error`, if there is no next attempt.
    pub async fn wait_async<E>(&mut self, error: E) -> Result<(), E>
    where
        J: Judge<E>,
        A: RetryAfter<E>,
    {
        self.resume();
        let mut timer = None;
        let verdict = {
            let retry = self.retry.get();
            let call = call(retry, self.place, self.started);
            let mut failure = retry.failure_of(&error);
            let guards = Some(&mut self.guards);
            self.state
                .failed_by(&call, &mut failure, guards, &mut |delay| {
                    timer = Wait::timer(delay)?;
                    Ok(())
                })
        };
        if let Verdict::Stop(_) = verdict {
            self.end();
            return Err(error);
        }
        drop(error);
        let delay = self.state.history().delay();
        let mut wait = pin!(Wait::new(timer));
        poll_fn(|cx| wait.as_mut().poll(nanos::from_duration(delay), cx)).await;
        self.since = entry::now();
        Ok(())
    }
}
