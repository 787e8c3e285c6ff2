//! Budget and breaker, as one call meets them.

use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::error::class::Class;
use crate::error::interrupted::Interrupted;
use crate::error::stop_reason::StopReason;
use crate::guard::handle::{BreakerHandle, BudgetHandle};
use crate::guard::{Budget, CallOutcome, CircuitBreaker, Permit, Withdrawal};
#[cfg(feature = "metrics")]
use crate::report::metrics;
use crate::scope::time;
#[cfg(feature = "metrics")]
use crate::site::Site;

/// What a call has of its budget and breaker: those of its function, or of what it is called on.
pub struct Guards<'a> {
    budget: Option<&'a Budget>,
    withdrawal: Option<Withdrawal<'a>>,
    breaker: Option<&'a dyn CircuitBreaker>,
    permit: Option<Permit<'a, dyn CircuitBreaker + 'a>>,
    #[cfg(feature = "metrics")]
    shared: Shared,
}

/// The guards that all calls of a function share, of which metrics tell. One name would stand for many
/// of the others, which may be gone when the recorder is read: metrics leave them out.
#[cfg(feature = "metrics")]
#[derive(Clone, Copy)]
struct Shared {
    budget: Option<&'static Budget>,
    breaker: Option<&'static dyn CircuitBreaker>,
}

impl<'a> Guards<'a> {
    /// Neither.
    #[inline]
    #[expect(clippy::new_without_default, reason = "made by the expansion only")]
    pub const fn new() -> Self {
        Self {
            budget: None,
            withdrawal: None,
            breaker: None,
            permit: None,
            #[cfg(feature = "metrics")]
            shared: Shared {
                budget: None,
                breaker: None,
            },
        }
    }

    /// Retries are paid from `budget`, which all calls of the function share.
    #[inline]
    #[must_use]
    pub fn budget(mut self, budget: &'static Budget) -> Self {
        self.budget = Some(budget);
        #[cfg(feature = "metrics")]
        (self.shared.budget = Some(budget));
        self
    }

    /// Attempts are let through by `breaker`, which all calls of the function share.
    #[inline]
    #[must_use]
    pub fn breaker(mut self, breaker: &'static dyn CircuitBreaker) -> Self {
        self.breaker = Some(breaker);
        #[cfg(feature = "metrics")]
        (self.shared.breaker = Some(breaker));
        self
    }

    /// Retries are paid from `budget`, if it leads to one; other calls may have another.
    #[inline]
    #[must_use]
    pub fn budget_in<H: BudgetHandle + ?Sized>(mut self, budget: &'a H) -> Self {
        self.budget = budget.budget();
        self
    }

    /// Attempts are let through by `breaker`, if it leads to one; other calls may have another.
    #[inline]
    #[must_use]
    pub fn breaker_in<H: BreakerHandle + ?Sized>(mut self, breaker: &'a H) -> Self {
        self.breaker = breaker.breaker();
        self
    }

    /// Asks the breaker to let an attempt through.
    ///
    /// # Errors
    /// [`Interrupted::CircuitOpen`] if it does not.
    #[inline]
    pub fn admit(&mut self) -> Result<(), Interrupted> {
        if let Some(breaker) = self.breaker {
            self.permit = Some(Permit::request(breaker)?);
        }
        Ok(())
    }

    /// Makes an attempt that awaits. A panic of it counts as a failure; one of another future, by which
    /// this one is dropped, says nothing about it.
    #[inline]
    pub fn attempt<F: Future>(&mut self, attempt: F) -> Guarded<'_, 'a, F> {
        Guarded {
            guards: self,
            poll: PollOf::Others,
            attempt,
        }
    }

    /// The attempt has succeeded, and so has the call.
    #[inline]
    pub fn succeeded(&mut self) {
        self.settle(CallOutcome::Success);
        if let Some(budget) = self.budget {
            match self.withdrawal.take() {
                None => budget.succeeded(),
                Some(withdrawal) => {
                    withdrawal.refund();
                    #[cfg(feature = "metrics")]
                    metrics::budget_changed(budget);
                }
            }
        }
    }

    /// The attempt was cut off.
    fn abandon(&mut self) {
        if let Some(permit) = self.permit.take() {
            permit.abandon();
        }
    }

    /// Tells the breaker how the attempt has ended.
    #[inline]
    pub fn settle(&mut self, outcome: CallOutcome) {
        if let Some(permit) = self.permit.take() {
            permit.settle(outcome);
        }
    }

    /// The attempt that was paid for last is not made.
    pub(crate) fn undo_withdrawal(&mut self) {
        if let Some(withdrawal) = self.withdrawal.take() {
            withdrawal.undo(time::now());
            #[cfg(feature = "metrics")]
            if let Some(budget) = self.budget {
                metrics::budget_changed(budget);
            }
        }
    }

    /// Pays for another attempt.
    pub(crate) fn withdraw(&mut self, class: Class) -> Result<(), StopReason> {
        let Some(budget) = self.budget else {
            return Ok(());
        };
        let now = time::now();
        let paid = match &mut self.withdrawal {
            Some(withdrawal) => withdrawal.again(class, now),
            None => budget
                .withdraw(class, now)
                .map(|withdrawal| self.withdrawal = Some(withdrawal)),
        };
        #[cfg(feature = "metrics")]
        metrics::budget_changed(budget);
        Ok(paid?)
    }

    /// Has metrics tell under the name of `site` of the budget and breaker that all its calls share.
    #[cfg(feature = "metrics")]
    pub(crate) fn watch(&self, site: &'static Site) {
        let Shared { budget, breaker } = self.shared;
        let breaker = breaker.and_then(CircuitBreaker::as_breaker);
        metrics::watch(site, budget, breaker);
    }
}

pin_project! {
    /// An attempt that awaits; made by [`Guards::attempt`].
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Guarded<'a, 'g, F> {
        guards: &'a mut Guards<'g>,
        poll: PollOf,
        #[pin]
        attempt: F,
    }

    impl<F> PinnedDrop for Guarded<'_, '_, F> {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            // Its own panic is left to the permit.
            if *this.poll == PollOf::Others {
                this.guards.abandon();
            }
        }
    }
}

/// Which future is being polled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PollOf {
    This,
    Others,
}

impl<F: Future> Future for Guarded<'_, '_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        *this.poll = PollOf::This;
        let poll = this.attempt.poll(cx);
        if poll.is_pending() {
            *this.poll = PollOf::Others;
        }
        poll
    }
}
