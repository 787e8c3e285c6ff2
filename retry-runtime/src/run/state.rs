//! The running state of a call, as the loop holds it.
//!
//! Both kinds are empty until an attempt is to be repeated, so that a call that succeeds at once, or
//! fails for good, builds nothing.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use pin_project_lite::pin_project;

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::history::{History, RetriedCall};
use crate::call::verdict::Verdict;
use crate::error::stop_reason::StopReason;
use crate::report::log;
use crate::run::decision;
#[cfg(feature = "std")]
use crate::run::decision::Prepare;
use crate::run::guards::Guards;
use crate::run::held::Held;
use crate::run::in_force::in_force;
use crate::run::timer::{Wait, Waits};
use crate::scope;
use crate::scope::time;

/// The state of a sync call, which lives on the stack.
pub struct SyncState<'p> {
    retried: Option<RetriedCall<'p>>,
}

impl<'p> SyncState<'p> {
    /// A call that has not failed yet.
    #[inline]
    #[expect(clippy::new_without_default, reason = "made by the expansion only")]
    pub const fn new() -> Self {
        Self { retried: None }
    }

    /// Whether an attempt has failed, so that a success is a recovery.
    #[inline]
    pub const fn is_retrying(&self) -> bool {
        self.retried.is_some()
    }

    /// What has happened so far.
    #[inline]
    pub const fn history(&self) -> History<'_> {
        History(self.retried.as_ref())
    }

    /// Records a failed attempt and decides what comes next. Names from outside may make another failure of it.
    #[cold]
    #[inline(never)]
    pub fn failed(
        &mut self,
        call: &Call<'p>,
        failure: &mut Failure<'_>,
        guards: Option<&mut Guards<'_>>,
    ) -> Verdict {
        let retried = self
            .retried
            .get_or_insert_with(|| RetriedCall::new(call, in_force(call)));
        decision::record(retried, failure, guards, &mut |_| Ok(()))
    }

    /// Waits as long as is due; the call is at its end if that was cancelled.
    #[inline]
    pub fn block(&self, failure: &Failure<'_>, guards: Option<&mut Guards<'_>>) -> Verdict {
        let Some(retried) = &self.retried else {
            return Verdict::Retry;
        };
        if retried.delay == 0 && !scope::is_set() {
            return Verdict::Retry;
        }
        sleep(retried, failure, guards)
    }

    /// The same after a wait of the user's own.
    pub fn slept(&self, failure: &Failure<'_>, guards: Option<&mut Guards<'_>>) -> Verdict {
        self.waited(scope::check().map_err(Into::into), failure, guards)
    }

    fn waited(
        &self,
        end: Result<(), StopReason>,
        failure: &Failure<'_>,
        guards: Option<&mut Guards<'_>>,
    ) -> Verdict {
        match &self.retried {
            Some(retried) => decision::waited(retried, failure, guards, end),
            None => Verdict::Retry,
        }
    }
}

#[cfg(feature = "std")]
impl SyncState<'static> {
    /// As [`failed`](Self::failed), for a state that outlives its calls, and where a wait has to be prepared.
    pub(crate) fn failed_by(
        &mut self,
        call: &Call<'_>,
        failure: &mut Failure<'_>,
        guards: Option<&mut Guards<'_>>,
        prepare: &mut Prepare<'_>,
    ) -> Verdict {
        let retried = self
            .retried
            .get_or_insert_with(|| RetriedCall::new(call, in_force(call).into_owned()));
        decision::record(retried, failure, guards, prepare)
    }
}

/// The state of an async call: one pointer, so that it takes next to no room in the future. The wait
/// is behind it as well. Without a heap all of it is in the future.
pub struct AsyncState<'p> {
    ongoing: Option<Pin<Held<Ongoing<'p>>>>,
}

pin_project! {
    struct Ongoing<'p> {
        retried: RetriedCall<'p>,
        #[pin]
        wait: Wait,
    }
}

impl<'p> AsyncState<'p> {
    /// A call that has not failed yet.
    #[inline]
    #[expect(clippy::new_without_default, reason = "made by the expansion only")]
    pub const fn new() -> Self {
        Self { ongoing: None }
    }

    /// Whether an attempt has failed, so that a success is a recovery.
    #[inline]
    pub const fn is_retrying(&self) -> bool {
        self.ongoing.is_some()
    }

    /// Forgets what has happened.
    #[cfg(feature = "std")]
    pub(super) fn clear(&mut self) {
        self.ongoing = None;
    }

    /// What has happened so far.
    pub fn history(&self) -> History<'_> {
        History(self.ongoing.as_ref().map(|ongoing| &ongoing.retried))
    }

    /// Records a failed attempt and decides what comes next. Names from outside may make another failure of it.
    #[cold]
    #[inline(never)]
    pub fn failed(
        &mut self,
        call: &Call<'p>,
        failure: &mut Failure<'_>,
        guards: Option<&mut Guards<'_>>,
        waits: Waits,
    ) -> Verdict {
        let mut timer = None;
        let mut prepare = |delay| {
            if let Waits::ByTimer = waits {
                timer = Wait::timer(delay)?;
            }
            Ok(())
        };
        if let Some(ongoing) = &mut self.ongoing {
            let mut ongoing = ongoing.as_mut().project();
            let verdict = decision::record(ongoing.retried, failure, guards, &mut prepare);
            ongoing.wait.as_mut().set_timer(timer);
            return verdict;
        }
        let mut retried = RetriedCall::new(call, in_force(call));
        let verdict = decision::record(&mut retried, failure, guards, &mut prepare);
        if verdict == Verdict::Retry {
            self.ongoing = Some(Held::pin(Ongoing {
                retried,
                wait: Wait::new(timer),
            }));
        }
        verdict
    }

    /// Waits by `sleep`, a future of the user's, unless it is cancelled.
    pub fn sleep<F: IntoFuture>(&mut self, sleep: F) -> Sleeping<'_, 'p, F::IntoFuture> {
        if let Some(ongoing) = &mut self.ongoing {
            ongoing.as_mut().project().wait.watch();
        }
        Sleeping {
            state: self,
            sleep: sleep.into_future(),
        }
    }

    /// Waits as long as is due.
    #[inline]
    pub fn wait(&mut self) -> Waiting<'_, 'p> {
        Waiting { state: self }
    }
}

#[cfg(feature = "std")]
impl Drop for AsyncState<'_> {
    /// One comparison on the way of a success.
    #[inline]
    fn drop(&mut self) {
        if let Some(ongoing) = self.ongoing.take() {
            cold(|| drop(ongoing));
        }
    }
}

/// The wait before the next attempt.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Waiting<'a, 'p> {
    state: &'a mut AsyncState<'p>,
}

impl Future for Waiting<'_, '_> {
    type Output = ();

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.state.ongoing {
            Some(ongoing) => {
                let ongoing = ongoing.as_mut().project();
                ongoing.wait.poll(ongoing.retried.delay, cx)
            }
            None => Poll::Ready(()),
        }
    }
}

pin_project! {
    /// A wait of the user's own before the next attempt.
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Sleeping<'a, 'p, F> {
        state: &'a mut AsyncState<'p>,
        #[pin]
        sleep: F,
    }
}

impl<F: Future> Future for Sleeping<'_, '_, F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        match &mut this.state.ongoing {
            Some(ongoing) => {
                let wait = ongoing.as_mut().project().wait;
                wait.poll_own(this.sleep, cx)
            }
            None => Poll::Ready(()),
        }
    }
}

#[inline(never)]
fn sleep(
    retried: &RetriedCall<'_>,
    failure: &Failure<'_>,
    guards: Option<&mut Guards<'_>>,
) -> Verdict {
    log::blocking(retried);
    let end = time::block(Duration::from_nanos(retried.delay));
    decision::waited(retried, failure, guards, end)
}

/// Stands for a value where it is only its type that counts.
pub fn never<T>() -> T {
    unreachable!("the expansion does not call it")
}

/// Keeps `f` out of the way of the code around it.
#[cold]
#[inline(never)]
pub fn cold<T>(f: impl FnOnce() -> T) -> T {
    f()
}

/// Says that a closure is to be called again, so that a body which gives an argument away is told so
/// at that argument.
#[inline]
pub fn repeatable<T, F>(body: F) -> F
where
    F: FnMut() -> T, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    body
}
