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
#[cfg(feature = "config")]
use crate::site::settings;

/// The time that an attempt gets, as it was written: `None` is no limit.
#[diagnostic::on_unimplemented(
    message = "`attempt_timeout` takes a `Duration` or an `Option<Duration>`, not `{Self}`",
    label = "not a duration"
)]
pub trait AttemptLimit {
    /// The limit, if there is one.
    fn limit(self) -> Option<Duration>;
}

impl AttemptLimit for Duration {
    #[inline]
    fn limit(self) -> Option<Duration> {
        Some(self)
    }
}

impl AttemptLimit for Option<Duration> {
    #[inline]
    fn limit(self) -> Option<Duration> {
        self
    }
}

/// The time an attempt gets: `limit` or what configuration says in its place, or what is left of `max_elapsed`
/// if that is shorter.
pub fn attempt_limit(
    history: History<'_>,
    call: &Call<'_>,
    limit: impl AttemptLimit,
) -> Option<Duration> {
    let limit = limit.limit()?;
    #[cfg(feature = "config")]
    let limit = from_outside(history, call).unwrap_or(limit);
    let (policy, started) = (history.policy(call), history.started(call));
    Some(match remaining(policy, started, scope::enclosing()) {
        Some(remaining) => limit.min(Duration::from_nanos(remaining)),
        None => limit,
    })
}

/// From the first failure on a call keeps what it has.
#[cfg(feature = "config")]
fn from_outside(history: History<'_>, call: &Call<'_>) -> Option<Duration> {
    match history.0 {
        Some(retried) => retried.in_force.settings()?.attempt_timeout,
        None if scope::is_configured() => settings::attempt_timeout(call.site.name()),
        None => None,
    }
}

/// Runs one attempt for at most `limit`, by a timer.
pub fn timeout<A: Future>(
    limit: Option<Duration>,
    attempt: A,
    _by: Waits,
) -> Timeout<A, NoSleep, Pending<()>> {
    limited(limit, attempt, None)
}

/// The same, by a `sleep` of the function's own.
pub fn timeout_by<A, S, W>(
    limit: Option<Duration>,
    attempt: A,
    sleep: S,
) -> Timeout<A, S, W::IntoFuture>
where
    A: Future,
    S: FnOnce(Duration) -> W,
    W: IntoFuture,
{
    limited(limit, attempt, Some(sleep))
}

/// Runs one attempt for at most `limit`, if there is one, by a wait of the user's own, if there is one.
pub(crate) fn limited<A, S, W>(
    limit: Option<Duration>,
    attempt: A,
    sleep: Option<S>,
) -> Timeout<A, S, W::IntoFuture>
where
    A: Future,
    S: FnOnce(Duration) -> W,
    W: IntoFuture,
{
    Timeout {
        limit: limit.unwrap_or_default(),
        sleep,
        deadline: match limit {
            Some(_) => Deadline::Unset,
            None => Deadline::Unlimited,
        },
        attempt,
    }
}

/// There is no wait of the function's own.
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

impl<A, S, W> Future for Timeout<A, S, W::IntoFuture>
where
    A: Future,
    S: FnOnce(Duration) -> W,
    W: IntoFuture,
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

/// By the scope's clock, else by the function's own wait, else by the program's clock or a timer.
fn begin<S, W>(limit: Duration, sleep: Option<S>) -> Deadline<W::IntoFuture>
where
    S: FnOnce(Duration) -> W,
    W: IntoFuture,
{
    if let Some(sleep) = sleep.filter(|_| !scope::has_clock()) {
        return Deadline::Own {
            sleep: sleep(limit).into_future(),
        };
    }
    if let Some(timer) = Timer::new(limit) {
        return Deadline::Timer { timer };
    }
    log::no_timer();
    Deadline::Unlimited
}
