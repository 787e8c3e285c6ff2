//! The states of a circuit, and what leads from one to the other.

use crate::machine::Instant;
use core::time::Duration;

use super::BreakerState;
use super::rules::{Count, Finding, Rules};
use super::stopwatch::is_of;
use super::tally::Tally;
use super::trial::Trial;
use crate::guard::circuit::OpenFor;

/// A circuit. Every call is admitted under a ticket, and settled under the same one: a call that
/// was admitted in a state that is over says nothing about the present one.
#[derive(Debug)]
pub(super) struct Machine {
    /// The last ticket: the one of all calls while the circuit is closed, of one probe else.
    ticket: u64,
    phase: Phase,
    /// How long it was open last, if it has not been closed since.
    open_for: Option<Duration>,
    pub(super) refusals: u64,
    pub(super) openings: u64,
}

#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "made in a `const`, which cannot box"
)]
enum Phase {
    Closed(Tally),
    Open {
        /// `None` until a call first meets it: nobody has asked the time before.
        since: Option<Instant>,
        time: Duration,
        /// On what it opened.
        count: Count,
    },
    HalfOpen(Trial),
    ForcedOpen,
    ForcedClosed,
}

/// What can be told of a circuit without its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// Every call is admitted, under this ticket, and a success changes nothing.
    AtRest(u64),
    /// Every call is admitted, under this ticket.
    Closed(u64),
    /// Every call is admitted, under a ticket of this number that says when it began.
    Timed(u64),
    Shut,
}

impl Gate {
    pub(super) const fn to_word(self) -> u64 {
        match self {
            Self::AtRest(ticket) => ticket << 2,
            Self::Closed(ticket) => ticket << 2 | 1,
            Self::Shut => 2,
            Self::Timed(ticket) => ticket << 2 | 3,
        }
    }

    #[inline]
    pub(super) const fn from_word(word: u64) -> Self {
        match word & 3 {
            0 => Self::AtRest(word >> 2),
            1 => Self::Closed(word >> 2),
            3 => Self::Timed(word >> 2),
            _ => Self::Shut,
        }
    }
}

impl Machine {
    pub(super) const fn new(rules: &Rules) -> Self {
        let phase = match rules.initial {
            BreakerState::Closed => Phase::Closed(Tally::new(rules.trip)),
            BreakerState::Open => Phase::Open {
                since: None,
                time: rules.open_for,
                count: Count::NONE,
            },
            BreakerState::HalfOpen => Phase::HalfOpen(Trial::new()),
            BreakerState::ForcedOpen => Phase::ForcedOpen,
            BreakerState::ForcedClosed => Phase::ForcedClosed,
        };
        Self {
            ticket: 0,
            phase,
            open_for: match rules.initial {
                BreakerState::Open => Some(rules.open_for),
                _ => None,
            },
            refusals: 0,
            openings: 0,
        }
    }

    pub(super) const fn gate(&self, rules: &Rules) -> Gate {
        match &self.phase {
            Phase::Closed(_) if rules.slow.is_some() => Gate::Timed(self.ticket),
            Phase::Closed(tally) if tally.is_at_rest() => Gate::AtRest(self.ticket),
            Phase::ForcedClosed => Gate::AtRest(self.ticket),
            Phase::Closed(_) => Gate::Closed(self.ticket),
            _ => Gate::Shut,
        }
    }

    pub(super) const fn state(&self) -> BreakerState {
        match self.phase {
            Phase::Closed(_) => BreakerState::Closed,
            Phase::Open { .. } => BreakerState::Open,
            Phase::HalfOpen(_) => BreakerState::HalfOpen,
            Phase::ForcedOpen => BreakerState::ForcedOpen,
            Phase::ForcedClosed => BreakerState::ForcedClosed,
        }
    }

    pub(super) fn admit(&mut self, rules: &Rules, now: Instant) -> Result<u64, OpenFor> {
        let admitted = self.admit_by_phase(rules, now);
        if admitted.is_err() {
            self.refusals += 1;
        }
        admitted
    }

    fn admit_by_phase(&mut self, rules: &Rules, now: Instant) -> Result<u64, OpenFor> {
        if let Phase::Open { since, .. } = &mut self.phase {
            since.get_or_insert(now);
        }
        if let Phase::HalfOpen(trial) = &self.phase {
            let finding = trial.finding(rules);
            self.follow(finding, rules, now);
        }
        if let Some(remaining) = self.remaining(now) {
            return Err(OpenFor(remaining));
        }
        if let Phase::Open { .. } = self.phase {
            self.enter(Phase::HalfOpen(Trial::new()));
        }
        if let Phase::HalfOpen(trial) = &mut self.phase {
            trial.admit(rules, self.ticket + 1, now)?;
            self.ticket += 1;
        }
        Ok(self.ticket)
    }

    /// How long the circuit stays open, if it is.
    pub(super) fn remaining(&self, now: Instant) -> Option<Duration> {
        match self.phase {
            Phase::Open { since, time, .. } => {
                let since = since.unwrap_or(now);
                let open = now.saturating_duration_since(since);
                Some(time.saturating_sub(open)).filter(|left| !left.is_zero())
            }
            Phase::ForcedOpen => Some(Duration::MAX),
            _ => None,
        }
    }

    /// Whether it keeps no call away, and nobody has come for as long as that takes to find out.
    pub(super) fn is_idle(&self, rules: &Rules, now: Instant) -> bool {
        match &self.phase {
            Phase::Closed(_) | Phase::Open { since: None, .. } => true,
            Phase::Open {
                since: Some(since),
                time,
                ..
            } => now.saturating_duration_since(*since) >= time.saturating_mul(2),
            Phase::HalfOpen(trial) => trial.is_over(rules, now),
            Phase::ForcedOpen | Phase::ForcedClosed => false,
        }
    }

    /// The calls that count at present, and from how many on their rate does.
    pub(super) fn counted(&mut self, rules: &Rules, now: Instant) -> (Count, u32) {
        match &mut self.phase {
            Phase::Closed(tally) => (tally.count_at(now), rules.trip.min_calls()),
            Phase::Open { count, .. } => (*count, 1),
            Phase::HalfOpen(trial) => (trial.settled(), rules.probes),
            Phase::ForcedOpen | Phase::ForcedClosed => (Count::NONE, 1),
        }
    }

    /// A call has ended, which a closed circuit knows to have taken so long, if that matters.
    pub(super) fn settle(
        &mut self,
        rules: &Rules,
        ticket: u64,
        success: bool,
        took: Option<Duration>,
        now: Instant,
    ) {
        let finding = match &mut self.phase {
            Phase::Closed(tally) if is_of(ticket, self.ticket) => {
                tally.record(rules.trip, rules.ending(success, took), now)
            }
            Phase::HalfOpen(trial) => trial.settle(rules, ticket, success, now),
            _ => Finding::Undecided,
        };
        self.follow(finding, rules, now);
    }

    fn follow(&mut self, finding: Finding, rules: &Rules, now: Instant) {
        match finding {
            Finding::Undecided => {}
            Finding::Well => self.close(rules),
            Finding::Failing(count) => {
                let time = self.open_for.map(|last| rules.grown(last));
                self.open(time.unwrap_or(rules.open_for), count, now);
            }
        }
    }

    pub(super) fn abandon(&mut self, ticket: u64) {
        if let Phase::HalfOpen(trial) = &mut self.phase {
            trial.abandon(ticket);
        }
    }

    /// Opens it for its open time, on what has been counted. Nothing has failed, so that time does not grow.
    pub(super) fn open_now(&mut self, rules: &Rules, now: Instant) {
        let (count, _) = self.counted(rules, now);
        self.open(self.open_for.unwrap_or(rules.open_for), count, now);
    }

    fn open(&mut self, time: Duration, count: Count, now: Instant) {
        self.open_for = Some(time);
        self.openings += 1;
        self.enter(Phase::Open {
            since: Some(now),
            time,
            count,
        });
    }

    /// Forgets what a closed circuit has counted in another way than `rules` do.
    #[cfg(feature = "config")]
    pub(super) fn count_by(&mut self, rules: &Rules) {
        if let Phase::Closed(tally) = &mut self.phase {
            *tally = Tally::new(rules.trip);
        }
    }

    /// Begins with the open time of the rules the next time, and not with one that has grown from another.
    #[cfg(feature = "config")]
    pub(super) fn forget_open_time(&mut self) {
        self.open_for = None;
    }

    pub(super) fn close(&mut self, rules: &Rules) {
        self.open_for = None;
        self.enter(Phase::Closed(Tally::new(rules.trip)));
    }

    pub(super) fn force_open(&mut self) {
        self.open_for = None;
        self.enter(Phase::ForcedOpen);
    }

    pub(super) fn force_closed(&mut self) {
        self.open_for = None;
        self.enter(Phase::ForcedClosed);
    }

    fn enter(&mut self, phase: Phase) {
        self.ticket += 1;
        self.phase = phase;
    }
}
