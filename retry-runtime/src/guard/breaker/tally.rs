//! What a closed circuit remembers of the calls so far.

use std::time::Instant;

use super::last_calls::LastCalls;
use super::last_time::LastTime;
use super::rules::{BreakerWindow, Finding, Trip};

/// In the form that the rule for opening asks for.
#[derive(Clone, Debug)]
pub(super) enum Tally {
    /// Failures since the last success.
    Streak(u32),
    Calls(LastCalls),
    Time(LastTime),
}

impl Tally {
    pub(super) const fn new(trip: Trip) -> Self {
        match trip {
            Trip::Streak(_) => Self::Streak(0),
            Trip::Rate { window, .. } => match window {
                BreakerWindow::Calls(calls) => Self::Calls(LastCalls::new(calls)),
                BreakerWindow::Time(time) => Self::Time(LastTime::new(time)),
            },
        }
    }

    /// Whether a success would change nothing.
    pub(super) const fn is_at_rest(&self) -> bool {
        matches!(self, Self::Streak(0))
    }

    /// Takes in a call.
    pub(super) fn record(&mut self, trip: Trip, success: bool, now: Instant) -> Finding {
        let failing = match (self, trip) {
            (Self::Streak(failures), Trip::Streak(most)) => {
                *failures = if success { 0 } else { *failures + 1 };
                *failures >= most
            }
            (Self::Calls(window), trip) => trip.is_reached_by(window.record(success)),
            (Self::Time(window), trip) => trip.is_reached_by(window.record(success, now)),
            (Self::Streak(_), Trip::Rate { .. }) => false,
        };
        if failing {
            Finding::Failing
        } else {
            Finding::Undecided
        }
    }
}
