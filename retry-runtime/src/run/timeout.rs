//! The end of an attempt that takes too long.

use core::future::Pending;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use crate::call::Call;
use crate::call::history::History;
use crate::error::interrupted::Interrupted;
use crate::report::log;
use crate::run::deadline::remaining;
use crate::run::returns::Limited;
use crate::run::timer::{Timer, Waits};
use crate::scope;

/// The time an attempt gets: `limit`, or what is left of `max_elapsed` if that is shorter.
pub fn attempt_limit(history: History<'_>, call: &Call<'_>, limit: Duration) -> Duration {
    let (policy, started) = (history.policy(call), history.started(call));
    match remaining(policy, started, scope::enclosing()) {
        Some(remaining) => limit.min(Duration::from_nanos(remaining)),
        None => limit,
    }
}

/// Runs one attempt for at most `limit`, by a timer.
pub fn timeout<A: Future>(
    limit: Duration,
    attempt: A,
    _by: Waits,
) -> Timeout<A, NoSleep, Pending<()>> {
    Timeout {
        limit,
        sleep: None,
        deadline: Deadline::Unset,
        attempt,
    }
}

/// The same, by a `sleep` of the function's own.
pub fn timeout_by<A, S, W>(limit: Duration, attempt: A, sleep: S) -> Timeout<A, S, W>
where
    A: Future,
    S: FnOnce(Duration) -> W,
    W: Future,
{
    Timeout {
        limit,
        sleep: Some(sleep),
        deadline: Deadline::Unset,
        attempt,
    }
}

/// There is no `sleep` of the function's own.
pub(crate) type NoSleep = fn(Duration) -> Pending<()>;

pin_project! {
    /// An attempt with an end; made by [`timeout`].
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Timeout<A, S, W> {
        limit: Duration,
        sleep: Option<S>,
        #[pin]
        deadline: Deadline<W>,
        #[pin]
        attempt: A,
    }
}

pin_project! {
    /// When the attempt ends, from the first time that it has to wait for something.
    #[project = DeadlineKind]
    enum Deadline<W> {
        Unset,
        Timer { #[pin] timer: Timer },
        Own { #[pin] sleep: W },
        /// There is nothing that would tell the time.
        Unlimited,
    }
}

impl<A, S, W> Future for Timeout<A, S, W>
where
    A: Future,
    S: FnOnce(Duration) -> W,
    W: Future,
{
    type Output = Limited<A::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // The attempt first: one that is ready in time is never thrown away.
        if let Poll::Ready(output) = this.attempt.poll(cx) {
            return Poll::Ready(Limited::Ended(output));
        }
        if let DeadlineKind::Unset = this.deadline.as_mut().project() {
            this.deadline.set(begin(*this.limit, this.sleep.take()));
        }
        match this.deadline.project() {
            DeadlineKind::Timer { timer } => ready!(timer.poll(cx)),
            DeadlineKind::Own { sleep } => {
                ready!(sleep.poll(cx));
            }
            DeadlineKind::Unset | DeadlineKind::Unlimited => return Poll::Pending,
        }
        Poll::Ready(Limited::Interrupted(Interrupted::AttemptTimeout {
            limit: *this.limit,
        }))
    }
}

/// By the scope's clock, else by the function's own `sleep`, else by what there is.
fn begin<S, W>(limit: Duration, sleep: Option<S>) -> Deadline<W>
where
    S: FnOnce(Duration) -> W,
{
    if let Some(sleep) = sleep.filter(|_| scope::clock().is_none()) {
        return Deadline::Own {
            sleep: sleep(limit),
        };
    }
    if let Some(timer) = Timer::new(limit) {
        return Deadline::Timer { timer };
    }
    log::no_timer();
    Deadline::Unlimited
}
