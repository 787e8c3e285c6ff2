//! The states of a circuit, and what leads from one to the other.

use core::time::Duration;
use std::time::Instant;

use super::BreakerState;
use super::rules::{Finding, Rules};
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
}

#[derive(Debug)]
enum Phase {
    Closed(Tally),
    Open { since: Instant },
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
    Shut,
}

impl Gate {
    pub(super) const fn to_word(self) -> u64 {
        match self {
            Self::AtRest(ticket) => ticket << 2,
            Self::Closed(ticket) => ticket << 2 | 1,
            Self::Shut => 2,
        }
    }

    #[inline]
    pub(super) const fn from_word(word: u64) -> Self {
        match word & 3 {
            0 => Self::AtRest(word >> 2),
            1 => Self::Closed(word >> 2),
            _ => Self::Shut,
        }
    }
}

impl Machine {
    pub(super) const fn new(rules: &Rules) -> Self {
        Self {
            ticket: 0,
            phase: Phase::Closed(Tally::new(rules.trip)),
        }
    }

    pub(super) const fn gate(&self) -> Gate {
        match &self.phase {
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
        if let Some(remaining) = self.remaining(rules, now) {
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
    pub(super) fn remaining(&self, rules: &Rules, now: Instant) -> Option<Duration> {
        match self.phase {
            Phase::Open { since } => {
                let open = now.saturating_duration_since(since);
                Some(rules.open_for.saturating_sub(open)).filter(|left| !left.is_zero())
            }
            Phase::ForcedOpen => Some(Duration::MAX),
            _ => None,
        }
    }

    pub(super) fn settle(&mut self, rules: &Rules, ticket: u64, success: bool, now: Instant) {
        let finding = match &mut self.phase {
            Phase::Closed(tally) if ticket == self.ticket => tally.record(rules.trip, success, now),
            Phase::HalfOpen(trial) => trial.settle(rules, ticket, success),
            _ => Finding::Undecided,
        };
        match finding {
            Finding::Undecided => {}
            Finding::Well => self.close(rules),
            Finding::Failing => self.enter(Phase::Open { since: now }),
        }
    }

    pub(super) fn abandon(&mut self, ticket: u64) {
        if let Phase::HalfOpen(trial) = &mut self.phase {
            trial.abandon(ticket);
        }
    }

    pub(super) fn close(&mut self, rules: &Rules) {
        self.enter(Phase::Closed(Tally::new(rules.trip)));
    }

    pub(super) fn force_open(&mut self) {
        self.enter(Phase::ForcedOpen);
    }

    pub(super) fn force_closed(&mut self) {
        self.enter(Phase::ForcedClosed);
    }

    fn enter(&mut self, phase: Phase) {
        self.ticket += 1;
        self.phase = phase;
    }
}
