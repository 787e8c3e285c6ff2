//! An attempt that a breaker has let through, and whose panic it is if there is one.

use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::error::class::Class;
use crate::guard::in_drop::in_drop;
use crate::guard::{CallOutcome, CircuitBreaker, OpenFor, Ticket};

/// An attempt that the breaker has let through and has heard nothing of since. Dropped, it was cut off, or
/// something has panicked.
pub(super) struct Admitted<'a> {
    breaker: &'a dyn CircuitBreaker,
    ticket: Ticket,
    running: Running,
}

/// What runs at present, and so is what panics.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Running {
    Attempt,
    /// A hook that is asked about the attempt, or another future of the task.
    Other,
}

impl<'a> Admitted<'a> {
    /// Asks the breaker to let an attempt through, which begins then.
    #[inline]
    pub(super) fn request(breaker: &'a dyn CircuitBreaker) -> Result<Self, OpenFor> {
        Ok(Self {
            breaker,
            ticket: breaker.admit()?,
            running: Running::Attempt,
        })
    }

    /// The attempt has ended; how is not known yet.
    #[inline]
    pub(super) fn ended(&mut self) {
        self.running = Running::Other;
    }

    /// Tells the breaker how the attempt has ended.
    #[inline]
    pub(super) fn settle(self, outcome: CallOutcome) {
        let (breaker, ticket) = (self.breaker, self.ticket);
        mem::forget(self);
        breaker.settle(ticket, outcome);
    }
}

impl Drop for Admitted<'_> {
    #[cold]
    #[inline(never)]
    fn drop(&mut self) {
        in_drop(|| match self.running {
            Running::Attempt => {
                let failure = CallOutcome::Failure(Class::Transient);
                self.breaker.settle(self.ticket, failure);
            }
            Running::Other => self.breaker.abandon(self.ticket),
        });
    }
}

pin_project! {
    /// An attempt that awaits; made by [`Guards::attempt`](super::guards::Guards::attempt).
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Guarded<'a, F> {
        running: Option<&'a mut Running>,
        #[pin]
        attempt: F,
    }
}

impl<'a, F> Guarded<'a, F> {
    #[inline]
    pub(super) fn new(admitted: Option<&'a mut Admitted<'_>>, attempt: F) -> Self {
        Self {
            running: admitted.map(|admitted| &mut admitted.running),
            attempt,
        }
    }
}

impl<F: Future> Future for Guarded<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let mut note = |running| {
            if let Some(now) = this.running {
                **now = running;
            }
        };
        note(Running::Attempt);
        let poll = this.attempt.poll(cx);
        if poll.is_pending() {
            note(Running::Other);
        }
        poll
    }
}
