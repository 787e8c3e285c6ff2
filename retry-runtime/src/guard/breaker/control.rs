//! What people see of a breaker, and do to it.

use crate::machine::Instant;
use core::time::Duration;

use super::{Breaker, BreakerCounts, BreakerState, Circuit};
use crate::scope::time;

impl Breaker {
    /// The present state. An open circuit becomes half-open with the next call, not by itself.
    pub fn state(&self) -> BreakerState {
        self.circuit.lock().machine.state()
    }

    /// How long the circuit stays open: `None` unless it is open, [`Duration::MAX`] if it was
    /// forced to be.
    pub fn remaining(&self) -> Option<Duration> {
        self.remaining_at(time::now())
    }

    /// [`remaining`](Self::remaining) at a known time.
    pub fn remaining_at(&self, now: Instant) -> Option<Duration> {
        self.circuit.lock().machine.remaining(now)
    }

    /// What has been counted, for people and dashboards.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::Class;
    /// use reattempt::guard::{Breaker, BreakerWindow, CallOutcome};
    ///
    /// static BREAKER: Breaker = Breaker::builder()
    ///     .failure_rate(0.5, BreakerWindow::Calls(100))
    ///     .min_calls(3)
    ///     .build();
    ///
    /// for outcome in [CallOutcome::Success, CallOutcome::Failure(Class::Transient)] {
    ///     BREAKER.permit().unwrap().settle(outcome);
    /// }
    /// let counts = BREAKER.counts();
    /// assert_eq!((counts.calls, counts.failures), (2, 1));
    /// assert_eq!(counts.failure_rate, None, "two calls are too few");
    /// ```
    pub fn counts(&self) -> BreakerCounts {
        self.counts_at(time::now())
    }

    /// [`counts`](Self::counts) at a known time.
    pub fn counts_at(&self, now: Instant) -> BreakerCounts {
        let mut circuit = self.circuit.lock();
        let Circuit { machine, rules, .. } = &mut *circuit;
        let (count, min_calls) = machine.counted(rules, now);
        BreakerCounts {
            refusals: machine.refusals,
            openings: machine.openings,
            ..BreakerCounts::of(count, rules.trip, min_calls)
        }
    }

    /// What it is [called](super::BreakerBuilder::name).
    pub const fn name(&self) -> &'static str {
        self.builder.name
    }

    /// Opens the circuit for its open time, as failures would: for a target that is known to be in
    /// trouble. One that is open begins its time anew. That time does not
    /// [grow](super::BreakerBuilder::open_for_growth) by it, also where the circuit is half-open: no probe has failed.
    pub fn open_now(&self) {
        self.open_now_at(time::now());
    }

    /// [`open_now`](Self::open_now) at a known time.
    pub fn open_now_at(&self, now: Instant) {
        self.change_by_hand(|Circuit { machine, rules, .. }| machine.open_now(rules, now));
    }

    /// Closes the circuit, as probes that succeed would. One that is closed stays as it is: unlike
    /// [`reset`](Self::reset) this forgets no calls of a window.
    pub fn close_now(&self) {
        self.change_by_hand(|Circuit { machine, rules, .. }| {
            if machine.state() != BreakerState::Closed {
                machine.close(rules);
            }
        });
    }

    /// Lets no call through until [`reset`](Self::reset) or [`force_closed`](Self::force_closed):
    /// for a target that is taken out of service.
    pub fn force_open(&self) {
        self.change_by_hand(|circuit| circuit.machine.force_open());
    }

    /// Lets all calls through and counts nothing, until [`reset`](Self::reset) or
    /// [`force_open`](Self::force_open): the breaker is switched off.
    pub fn force_closed(&self) {
        self.change_by_hand(|circuit| circuit.machine.force_closed());
    }

    /// Closes the circuit and forgets all calls so far, and how long it was open. Of
    /// [`counts`](Self::counts), `refusals` and `openings` stay.
    pub fn reset(&self) {
        self.change_by_hand(|Circuit { machine, rules, .. }| machine.close(rules));
    }

    /// What somebody does is theirs, and stays when configuration lets the breaker go.
    fn change_by_hand(&self, change: impl FnOnce(&mut Circuit)) {
        self.change(|circuit| {
            #[cfg(feature = "config")]
            circuit.configured.let_go();
            change(circuit);
        });
    }

    pub(in crate::guard) fn is_idle_at(&self, now: Instant) -> bool {
        {
            let circuit = self.circuit.lock();
            circuit.machine.is_idle(&circuit.rules, now)
        }
    }
}
