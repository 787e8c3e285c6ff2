//! What one call has taken from a budget.

use crate::machine::Instant;

use super::{Budget, Form, Refusal};
use crate::error::class::Class;

/// What one call has taken from a [`Budget`] for its retries; made by [`Budget::withdraw`].
///
/// Dropped without [`refund`](Self::refund) it gives no tokens back: so a call that fails, panics
/// or is dropped counts as a failure. In every case it ends the call's part in
/// [`max_concurrent`](Budget::max_concurrent).
#[derive(Debug)]
#[must_use = "dropped, it counts the call as failed, and as no longer retrying"]
pub struct Withdrawal<'a> {
    budget: &'a Budget,
    /// What the last retry took, as the form keeps it; 0 is nothing.
    taken: u64,
}

impl<'a> Withdrawal<'a> {
    pub(super) fn of(budget: &'a Budget) -> Self {
        Self { budget, taken: 0 }
    }

    /// Takes what another retry of the same call costs. What the retry before it took is spent.
    ///
    /// # Errors
    ///
    /// [`Refusal::Budget`] if the budget is used up. The call is then at its end.
    pub fn again(&mut self, class: Class, now: Instant) -> Result<(), Refusal> {
        let from_form = match &self.budget.form {
            Form::Bucket(bucket) => bucket.take(class, now),
            Form::Share(share) => share.take(now),
        };
        let from_floor = || self.budget.floor.take(now).then_some(0);
        let Some(taken) = from_form.or_else(from_floor) else {
            self.budget.refusals.add(1);
            return Err(Refusal::Budget);
        };
        self.budget.retries.add(1);
        self.taken = taken;
        Ok(())
    }

    /// The call has succeeded: gives back what its last retry took.
    pub fn refund(self) {
        if let Form::Bucket(bucket) = &self.budget.form {
            bucket.refund(self.taken);
        }
    }

    /// The last retry is not made after all, because the call was cancelled in the wait before it:
    /// gives back what it took. What the [floor](Budget::floor) allowed is left to come back with the
    /// next second.
    pub fn undo(self, now: Instant) {
        match &self.budget.form {
            Form::Bucket(bucket) => bucket.put(self.taken),
            Form::Share(share) => share.put_back(self.taken, now),
        }
    }
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        self.budget.slots.leave();
    }
}
