//! Budget and breaker, as one call meets them.

use core::mem;

use crate::error::class::Class;
use crate::error::interrupted::Interrupted;
use crate::error::stop_reason::StopReason;
use crate::guard::in_drop::in_drop;
use crate::guard::{Budget, CallOutcome, CircuitBreaker, Withdrawal};
use crate::report::event::Event;
#[cfg(feature = "metrics")]
use crate::report::metrics;
use crate::run::admitted::{Admitted, Guarded};
use crate::scope::time;
#[cfg(feature = "metrics")]
use crate::site::Site;

/// What a call has of its budget and breaker: those of its function, or of what it is called on.
pub struct Guards<'a> {
    budget: Option<&'a Budget>,
    withdrawal: Option<Withdrawal<'a>>,
    breaker: Option<&'a dyn CircuitBreaker>,
    admitted: Option<Admitted<'a>>,
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
            admitted: None,
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
    pub fn budget_in(mut self, budget: Option<&'a Budget>) -> Self {
        self.budget = budget;
        self
    }

    /// Attempts are let through by `breaker`, if it leads to one; other calls may have another.
    #[inline]
    #[must_use]
    pub fn breaker_in(mut self, breaker: Option<&'a dyn CircuitBreaker>) -> Self {
        self.breaker = breaker;
        self
    }

    /// Asks the breaker to let an attempt through.
    ///
    /// # Errors
    /// [`Interrupted::CircuitOpen`] if it does not.
    #[inline]
    pub fn admit(&mut self) -> Result<(), Interrupted> {
        if let Some(breaker) = self.breaker {
            self.admitted = Some(Admitted::request(breaker)?);
        }
        Ok(())
    }

    /// Makes an attempt that awaits: of what is polled in the meantime nothing is the attempt's.
    #[inline]
    pub fn attempt<F: Future>(&mut self, attempt: F) -> Guarded<'_, F> {
        Guarded::new(self.admitted.as_mut(), attempt)
    }

    /// The attempt that was let through has ended; how is not known yet.
    #[inline]
    pub fn ended(&mut self) {
        if let Some(admitted) = &mut self.admitted {
            admitted.ended();
        }
    }

    /// The attempt has succeeded, and so has the call.
    #[inline]
    pub fn succeeded(&mut self) {
        // Budget and breaker first: who is told of it may panic.
        match self.withdrawal.take() {
            None => {
                if let Some(budget) = self.budget {
                    budget.succeeded();
                }
                self.settle(CallOutcome::Success);
            }
            Some(withdrawal) => {
                withdrawal.refund();
                self.settle(CallOutcome::Success);
                #[cfg(feature = "metrics")]
                self.tell_budget();
            }
        }
    }

    /// Tells the breaker how the attempt has ended.
    #[inline]
    pub fn settle(&mut self, outcome: CallOutcome) {
        if let Some(admitted) = self.admitted.take() {
            admitted.settle(outcome);
        }
    }

    /// Tells the breaker that the attempt has failed.
    pub(crate) fn failed(&mut self, class: Class) {
        self.settle(CallOutcome::Failure(class));
    }

    /// Tells a hook of the function, which may panic.
    pub fn notify<E>(&mut self, event: &Event<'_, E>, hook: &dyn Fn(&Event<'_, E>)) {
        match event {
            Event::Retrying(_) => {
                let paid = self.paid();
                hook(event);
                paid.keep();
            }
            _ => hook(event),
        }
    }

    /// The attempt that was paid for last is not made.
    pub(crate) fn undo_withdrawal(&mut self) {
        if let Some(withdrawal) = self.withdrawal.take() {
            withdrawal.undo(time::now());
            #[cfg(feature = "metrics")]
            self.tell_budget();
        }
    }

    /// Pays for another attempt.
    pub(crate) fn withdraw(&mut self, class: Class) -> Result<PaidRetry<'_, 'a>, StopReason> {
        let Some(budget) = self.budget else {
            return Ok(self.paid());
        };
        let now = time::now();
        let paid = match &mut self.withdrawal {
            Some(withdrawal) => withdrawal.again(class, now),
            None => budget
                .withdraw(class, now)
                .map(|withdrawal| self.withdrawal = Some(withdrawal)),
        };
        match paid {
            Ok(()) => {
                let paid = self.paid();
                #[cfg(feature = "metrics")]
                paid.guards.tell_budget();
                Ok(paid)
            }
            Err(refusal) => {
                #[cfg(feature = "metrics")]
                self.tell_budget();
                Err(refusal.into())
            }
        }
    }

    /// The call is over, and what it has paid is spent.
    pub(crate) fn call_ended(&mut self) {
        self.withdrawal = None;
    }

    /// The attempt that comes next has been paid for.
    pub(crate) fn paid(&mut self) -> PaidRetry<'_, 'a> {
        PaidRetry { guards: self }
    }

    #[cfg(feature = "metrics")]
    fn tell_budget(&self) {
        if let Some(budget) = self.budget {
            metrics::budget_changed(budget);
        }
    }

    /// Has metrics tell under the name of `site` of the budget and breaker that all its calls share.
    #[cfg(feature = "metrics")]
    pub(crate) fn watch(&self, site: &'static Site) {
        let Shared { budget, breaker } = self.shared;
        let breaker = breaker.and_then(CircuitBreaker::as_breaker);
        metrics::watch(site, budget, breaker);
    }
}

/// A retry that is paid for, and about to be told of. Dropped, as by a panic of who is told, it is not
/// made, and the budget gets back what it took.
#[must_use = "dropped, the retry is not made"]
pub(crate) struct PaidRetry<'p, 'g> {
    guards: &'p mut Guards<'g>,
}

impl PaidRetry<'_, '_> {
    /// Everyone has been told, and it is made.
    pub(crate) fn keep(self) {
        mem::forget(self);
    }
}

impl Drop for PaidRetry<'_, '_> {
    fn drop(&mut self) {
        in_drop(|| self.guards.undo_withdrawal());
    }
}
