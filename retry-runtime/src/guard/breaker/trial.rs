//! The probes of a half-open circuit.

use crate::machine::Instant;

use super::rules::{Count, Finding, Rules, Trip};
use crate::guard::circuit::OpenFor;

/// Which probes are under way, and how the others went.
#[derive(Debug)]
pub(super) struct Trial {
    leases: Vec<Lease>,
    /// When the last of them began.
    latest: Option<Instant>,
    settled: Count,
}

/// A probe that is under way. Longer than the lease it does not keep its place.
#[derive(Debug)]
struct Lease {
    ticket: u64,
    since: Instant,
}

impl Trial {
    pub(super) const fn new() -> Self {
        Self {
            leases: Vec::new(),
            latest: None,
            settled: Count::NONE,
        }
    }

    /// Makes place for a probe, if fewer than allowed are under way or have ended.
    pub(super) fn admit(
        &mut self,
        rules: &Rules,
        ticket: u64,
        now: Instant,
    ) -> Result<(), OpenFor> {
        let left = |lease: &Lease| {
            let held = now.saturating_duration_since(lease.since);
            rules.lease.saturating_sub(held)
        };
        self.leases.retain(|lease| !left(lease).is_zero());
        let places = rules.probes.saturating_sub(self.settled.calls) as usize;
        if self.leases.len() < places {
            let since = now;
            self.leases.push(Lease { ticket, since });
            self.latest = Some(now);
            return Ok(());
        }
        // There is one: with as many settled as there are places it has been decided before.
        let until_next = self.leases.iter().map(left).min();
        Err(OpenFor(until_next.unwrap_or_default()))
    }

    /// A probe has ended. One that has lost its place counts for nothing.
    pub(super) fn settle(
        &mut self,
        rules: &Rules,
        ticket: u64,
        success: bool,
        now: Instant,
    ) -> Finding {
        let Some(lease) = self.take(ticket) else {
            return Finding::Undecided;
        };
        let took = now.saturating_duration_since(lease.since);
        self.settled.add(rules.ending(success, Some(took)));
        self.finding(rules)
    }

    /// What those that have ended say, by the rules of now: they may be others than when these ended.
    pub(super) fn finding(&self, rules: &Rules) -> Finding {
        let settled = self.settled;
        let all = settled.calls >= rules.probes;
        let failing = match rules.trip {
            Trip::Streak(_) => settled.failures > 0 || settled.slow > 0,
            Trip::Rate { .. } => all && rules.trip.is_reached_by(settled),
        };
        match (failing, all) {
            (true, _) => Finding::Failing(settled),
            (false, true) => Finding::Well,
            (false, false) => Finding::Undecided,
        }
    }

    /// Gives the place of a probe to another.
    pub(super) fn abandon(&mut self, ticket: u64) {
        self.take(ticket);
    }

    /// Whether no probe has a place any more, and none has come since.
    pub(super) fn is_over(&self, rules: &Rules, now: Instant) -> bool {
        let over = |latest| now.saturating_duration_since(latest) >= rules.lease;
        self.latest.is_none_or(over)
    }

    pub(super) const fn settled(&self) -> Count {
        self.settled
    }

    fn take(&mut self, ticket: u64) -> Option<Lease> {
        let place = self
            .leases
            .iter()
            .position(|lease| lease.ticket == ticket)?;
        Some(self.leases.swap_remove(place))
    }
}
