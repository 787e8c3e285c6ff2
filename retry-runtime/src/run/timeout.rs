//! The end of an attempt that takes too long.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use pin_project_lite::pin_project;

use crate::call::Call;
use crate::call::history::History;
use crate::error::interrupted::Interrupted;
use crate::run::deadline::remaining;
use crate::run::returns::Limited;
use crate::run::timer::Timer;
use crate::scope;

/// The time an attempt gets: `limit`, or what is left of `max_elapsed` if that is shorter.
pub fn attempt_limit(history: History<'_>, call: &Call<'_>, limit: Duration) -> Duration {
    let (policy, started) = (history.policy(call), history.started(call));
    match remaining(policy, started, scope::enclosing()) {
        Some(remaining) => limit.min(Duration::from_nanos(remaining)),
        None => limit,
    }
}

/// Runs one attempt for at most `limit`.
pub fn timeout<F: Future>(limit: Duration, attempt: F) -> Timeout<F> {
    Timeout {
        limit,
        timer: Timer::new(limit),
        attempt,
    }
}

pin_project! {
    /// An attempt with an end; made by [`timeout`].
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Timeout<F> {
        limit: Duration,
        #[pin]
        timer: Timer,
        #[pin]
        attempt: F,
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Limited<F::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // The attempt first: one that is ready in time is never thrown away.
        if let Poll::Ready(output) = this.attempt.poll(cx) {
            return Poll::Ready(Limited::Ended(output));
        }
        this.timer
            .poll(cx)
            .map(|()| Limited::Interrupted(Interrupted::AttemptTimeout { limit: *this.limit }))
    }
}
