//! How many retries all callers together may make.

use crate::machine::Instant;
use core::error::Error;
use core::fmt;

use crate::error::class::Class;
use crate::error::stop_reason::StopReason;
use crate::guard::sync::Atomic;
use crate::scope::time;

mod bucket;
mod builder;
#[cfg(feature = "config")]
mod configured;
mod control;
mod error;
mod floor;
mod forms;
mod number;
mod refill;
mod share;
mod slots;
mod withdrawal;

pub use builder::BudgetBuilder;
pub use control::BudgetCounts;
#[cfg(feature = "sites")]
pub use control::is_used_up;
pub use error::BudgetError;
pub use withdrawal::Withdrawal;

use floor::Floor;
use forms::Form;
use number::Number;
use share::Share;
use slots::Slots;

/// Limits the retries of all calls together. Calls to the same server should share one, so that an outage does not
/// multiply the load.
///
/// [`Budget::new`] is a bucket of tokens in the shape of the AWS SDKs' retry mode 2.1 ("standard",
/// `AWS_NEW_RETRIES_2026`):
///
/// | event | tokens |
/// |---|---|
/// | in the beginning, and at most | 500 |
/// | a retry | -14 |
/// | a retry after an error of class [`Throttled`](Class::Throttled) | -5 |
/// | a retry without enough tokens | refused |
/// | a call succeeds at once | +1 |
/// | a call succeeds after a retry | + what its last retry took |
/// | a delay is [cancelled](crate::CancelHandle) | + what its retry took |
/// | `on_event` or an observer panics before a retry | + what that retry took |
/// | a call fails, panics otherwise or is dropped | nothing comes back |
///
/// So a full budget allows 35 retries. If failures are independent of each other, calls with a failure rate of up
/// to about 20% are retried as without a budget. If all calls fail, none is retried in the long run.
///
/// | form | for | source |
/// |---|---|---|
/// | [`new`](Self::new), [`builder`](Self::builder) | a service | AWS SDKs |
/// | [`percent_of_calls`](Self::percent_of_calls) | a service, said as a share | Finagle |
/// | [`failure_ratio`](Self::failure_ratio) | a service, as in a gRPC service config | gRPC A6 |
/// | [`total`](Self::total) | a tool that runs once: a total number of retries | |
///
/// It takes no lock. A success with a full budget reads one number and changes nothing.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::time::Instant;
/// use reattempt::guard::{Budget, Refusal};
/// use reattempt::Class;
///
/// static BUDGET: Budget = Budget::new();
///
/// let now = Instant::now();
/// let mut retry = BUDGET.withdraw(Class::Transient, now)?;
/// assert_eq!(BUDGET.tokens(), 486);
/// retry.again(Class::Throttled, now)?;
/// assert_eq!(BUDGET.tokens(), 481);
/// retry.refund();
/// assert_eq!(BUDGET.tokens(), 486);
/// # Ok::<(), Refusal>(())
/// ```
#[derive(Debug)]
pub struct Budget {
    name: &'static str,
    form: Form,
    floor: Floor,
    slots: Slots,
    retries: Atomic,
    refusals: Atomic,
    #[cfg(feature = "config")]
    made: configured::Made,
}

/// Why a budget refused a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// It is used up.
    Budget,
    /// Too many calls are already being retried.
    Concurrency,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Budget => "the retry budget is used up",
            Self::Concurrency => "too many calls are being retried at once",
        })
    }
}

impl Error for Refusal {}

impl From<Refusal> for StopReason {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Budget => Self::Budget,
            Refusal::Concurrency => Self::Concurrency,
        }
    }
}

impl Budget {
    /// The bucket of the AWS SDKs' retry mode 2.1: 500 tokens, 14 for a retry, 5 for one after a
    /// throttle, 1 back for a success at once.
    pub const fn new() -> Self {
        Self::builder().build()
    }

    /// A bucket with other numbers, starting from those of [`new`](Self::new).
    pub const fn builder() -> BudgetBuilder {
        BudgetBuilder::new()
    }

    /// The same budget with a name, by which operators find it on the [list](crate::guard::budgets) and in
    /// configuration.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// The same budget that besides allows so many retries in every second, which take no tokens:
    /// for programs with so few calls that one bad minute would use a bucket up for long. The
    /// seconds are counted from the first refused retry. Default: 0.
    #[must_use]
    pub const fn floor(mut self, retries_per_second: u32) -> Self {
        self.floor.per_second = Number::new(retries_per_second as u64);
        #[cfg(feature = "config")]
        (self.made.floor = retries_per_second);
        self
    }

    /// The same budget with a limit of how many calls may be retrying at the same time, from the first retry to the
    /// end of the call. Default: none.
    #[must_use]
    pub const fn max_concurrent(mut self, calls: u32) -> Self {
        self.slots.limit = Number::new(calls as u64);
        #[cfg(feature = "config")]
        (self.made.max_concurrent = calls as u64);
        self
    }

    /// Takes what the first retry of a call costs, or refuses it. Of the class of its error only
    /// [`Throttled`](Class::Throttled) matters.
    ///
    /// The [`Withdrawal`] stays with the call until its end: further retries are
    /// [taken on it](Withdrawal::again), and success [gives back](Withdrawal::refund).
    ///
    /// # Errors
    ///
    /// [`Refusal::Concurrency`] if too many calls are retrying, else [`Refusal::Budget`] if it is
    /// used up.
    pub fn withdraw(&self, class: Class, now: Instant) -> Result<Withdrawal<'_>, Refusal> {
        if let Form::Share(share) = &self.form {
            share.called(now);
        }
        if !self.slots.enter() {
            self.refusals.add(1);
            return Err(Refusal::Concurrency);
        }
        let mut withdrawal = Withdrawal::of(self);
        withdrawal.again(class, now)?;
        Ok(withdrawal)
    }

    /// A call has succeeded at its first attempt.
    ///
    /// Only the form [`percent_of_calls`](Self::percent_of_calls) looks at the clock for it.
    #[inline]
    pub fn succeeded(&self) {
        match &self.form {
            Form::Bucket(bucket) => bucket.succeeded(),
            Form::Share(share) => succeeded_now(share),
        }
    }

    /// [`succeeded`](Self::succeeded) at a known time.
    #[inline]
    pub fn succeeded_at(&self, now: Instant) {
        match &self.form {
            Form::Bucket(bucket) => bucket.succeeded(),
            Form::Share(share) => share.called(now),
        }
    }

    const fn of(form: Form) -> Self {
        Self {
            name: "",
            form,
            floor: Floor::new(),
            slots: Slots::new(),
            retries: Atomic::new(0),
            refusals: Atomic::new(0),
            #[cfg(feature = "config")]
            made: configured::Made::new(None),
        }
    }
}

#[cold]
fn succeeded_now(share: &Share) {
    share.called(time::now());
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}
