//! No calls to a target that keeps failing.

use crate::machine::Instant;
use core::fmt;

use super::circuit::{CallOutcome, CircuitBreaker, OpenFor, Permit, Ticket};
use super::sync::{Atomic, Lock};
use crate::scope::time;

mod builder;
mod check;
#[cfg(feature = "config")]
mod configured;
mod control;
mod counts;
mod error;
mod last_calls;
mod last_time;
#[cfg(feature = "metrics")]
pub(crate) mod listener;
mod machine;
mod rules;
mod state;
mod stopwatch;
mod tally;
mod trial;

pub use builder::BreakerBuilder;
pub use counts::BreakerCounts;
pub use error::BreakerError;
pub use rules::{BreakerWindow, PermanentErrors};
pub use state::{BreakerChange, BreakerState};

use machine::{Gate, Machine};
use rules::Rules;
use stopwatch::Stopwatch;

/// A circuit breaker: makes no calls while the server keeps failing, so that it can recover and callers fail fast.
///
/// | state | calls | becomes |
/// |---|---|---|
/// | closed | all | open after 5 failures in a row, or at a failure rate |
/// | open | none | half-open with the first call after 30 s |
/// | half-open | a probe, at most one at a time | closed if it succeeds, open if it fails |
/// | forced open | none | stays so until changed by hand |
/// | forced closed | all, and nothing is counted | stays so until changed by hand |
///
/// All of these numbers can be [changed](BreakerBuilder). The states and their transitions are those of Polly and
/// resilience4j, except that a call which was allowed in an earlier state does not count.
///
/// A success after another success in the closed state reads one number and no clock. Everything else takes a short
/// lock.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::Class;
/// use reattempt::guard::{Breaker, BreakerState, OpenFor, CallOutcome};
///
/// static BREAKER: Breaker = Breaker::builder().consecutive_failures(2).build();
///
/// for _ in 0..2 {
///     let permit = BREAKER.permit()?;
///     // .. the call ..
///     permit.settle(CallOutcome::Failure(Class::Transient));
/// }
/// assert_eq!(BREAKER.state(), BreakerState::Open);
/// let OpenFor(remaining) = BREAKER.permit().unwrap_err();
/// assert!(remaining.as_secs() >= 29);
/// # Ok::<(), OpenFor>(())
/// ```
pub struct Breaker {
    /// As it was made; configuration may set other rules.
    builder: BreakerBuilder,
    /// A [`Gate`], as of the last change under the lock.
    gate: Atomic,
    stopwatch: Stopwatch,
    circuit: Lock<Circuit>,
}

/// What changes of a breaker.
#[derive(Debug)]
struct Circuit {
    machine: Machine,
    /// Those that count.
    rules: Rules,
    #[cfg(feature = "config")]
    configured: configured::Configured,
}

impl Breaker {
    /// A breaker that opens for 30 s after 5 failures in a row.
    pub const fn new() -> Self {
        Self::builder().build()
    }

    /// A breaker with other rules, starting from those of [`new`](Self::new).
    pub const fn builder() -> BreakerBuilder {
        BreakerBuilder::new()
    }

    /// The same breaker with a [name](BreakerBuilder::name), by which operators find it on the
    /// [list](crate::guard::breakers) and in configuration.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::Breaker;
    ///
    /// static PAYMENTS: Breaker = Breaker::new().named("payments");
    ///
    /// assert_eq!(PAYMENTS.name(), "payments");
    /// ```
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.builder = self.builder.name(name);
        self
    }

    /// Asks to make a call. Looks at the clock unless the circuit is closed and no call is
    /// [slow](BreakerBuilder::slow_call_duration_threshold).
    ///
    /// # Errors
    ///
    /// [`OpenFor`] while the circuit is open, with what remains of that time. In the half-open
    /// state, when all probes are under way, it says when the first of them loses its place.
    #[inline]
    pub fn permit(&self) -> Result<Permit<'_>, OpenFor> {
        Permit::request(self)
    }

    /// [`permit`](Self::permit) at a known time.
    ///
    /// # Errors
    ///
    /// As [`permit`](Self::permit).
    pub fn permit_at(&self, now: Instant) -> Result<Permit<'_>, OpenFor> {
        let ticket = self.admit_at(|| now)?;
        Ok(Permit::new(self, ticket))
    }

    const fn of(builder: BreakerBuilder, rules: Rules) -> Self {
        let machine = Machine::new(&rules);
        Self {
            builder,
            gate: Atomic::new(machine.gate(&rules).to_word()),
            stopwatch: Stopwatch::new(),
            circuit: Lock::new(Circuit {
                machine,
                rules,
                #[cfg(feature = "config")]
                configured: configured::Configured::NOTHING,
            }),
        }
    }

    #[inline]
    fn gate(&self) -> Gate {
        Gate::from_word(self.gate.load())
    }

    #[inline]
    fn admit_at(&self, now: impl FnOnce() -> Instant) -> Result<Ticket, OpenFor> {
        match self.gate() {
            Gate::AtRest(ticket) | Gate::Closed(ticket) => Ok(Ticket(ticket)),
            Gate::Timed(number) => Ok(Ticket(self.stopwatch.start(number, now()))),
            Gate::Shut => self.admit_shut(now()),
        }
    }

    #[cold]
    fn admit_shut(&self, now: Instant) -> Result<Ticket, OpenFor> {
        self.change(|Circuit { machine, rules, .. }| machine.admit(rules, now))
            .map(Ticket)
    }

    #[inline]
    fn settle_at(&self, ticket: Ticket, outcome: CallOutcome, now: impl FnOnce() -> Instant) {
        if outcome == CallOutcome::Success && self.gate() == Gate::AtRest(ticket.0) {
            return;
        }
        self.settle_locked(ticket, outcome, now());
    }

    #[inline(never)]
    fn settle_locked(&self, ticket: Ticket, outcome: CallOutcome, now: Instant) {
        let took = self.stopwatch.elapsed(ticket.0, now);
        self.change(
            |Circuit { machine, rules, .. }| match rules.success(outcome) {
                Some(success) => machine.settle(rules, ticket.0, success, took, now),
                None => machine.abandon(ticket.0),
            },
        );
    }

    /// Changes the circuit under the lock, and tells the hook afterwards.
    fn change<T>(&self, change: impl FnOnce(&mut Circuit) -> T) -> T {
        let (from, result, to) = self.change_untold(change);
        if from != to {
            self.tell(from, to);
        }
        result
    }

    /// With the state before and after.
    fn change_untold<T>(
        &self,
        change: impl FnOnce(&mut Circuit) -> T,
    ) -> (BreakerState, T, BreakerState) {
        let mut circuit = self.circuit.lock();
        let from = circuit.machine.state();
        let result = change(&mut circuit);
        let to = circuit.machine.state();
        self.gate
            .store(circuit.machine.gate(&circuit.rules).to_word());
        (from, result, to)
    }

    #[cold]
    fn tell(&self, from: BreakerState, to: BreakerState) {
        #[cfg(feature = "metrics")]
        listener::tell(self);
        if let Some(hook) = self.builder.on_change {
            let name = self.builder.name;
            hook(&BreakerChange { name, from, to });
        }
    }
}

impl Permit<'_> {
    /// [`settle`](Self::settle) at a known time.
    pub fn settle_at(self, outcome: CallOutcome, now: Instant) {
        let (breaker, ticket) = self.into_parts();
        breaker.settle_at(ticket, outcome, || now);
    }
}

impl CircuitBreaker for Breaker {
    #[inline]
    fn admit(&self) -> Result<Ticket, OpenFor> {
        self.admit_at(time::now)
    }

    #[inline]
    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        self.settle_at(ticket, outcome, time::now);
    }

    fn abandon(&self, ticket: Ticket) {
        if self.gate() == Gate::Shut {
            self.change(|circuit| circuit.machine.abandon(ticket.0));
        }
    }

    fn as_breaker(&self) -> Option<&Self> {
        Some(self)
    }
}

impl Default for Breaker {
    fn default() -> Self {
        Self::new()
    }
}

/// `open, 5 of 5 calls failed, 9 refused`: the calls of its [`counts`](Breaker::counts) where there are any, with
/// `2 slow` where some were. A line for people, whose form may change.
impl fmt::Display for Breaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts();
        write!(f, "{}", self.state())?;
        if counts.calls > 0 {
            write!(f, ", {} of {} calls failed", counts.failures, counts.calls)?;
        }
        if counts.slow_calls > 0 {
            write!(f, ", {} slow", counts.slow_calls)?;
        }
        write!(f, ", {} refused", counts.refusals)
    }
}

impl fmt::Debug for Breaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Breaker")
            .field("name", &self.builder.name)
            .field("gate", &self.gate())
            .field("machine", &self.circuit.lock().machine)
            .finish_non_exhaustive()
    }
}
