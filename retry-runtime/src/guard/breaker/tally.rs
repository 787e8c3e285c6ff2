//! What a closed circuit remembers of the calls so far.

use crate::machine::Instant;

use super::last_calls::LastCalls;
use super::last_time::LastTime;
use super::rules::{BreakerWindow, Count, Ending, Finding, Trip};

/// In the form that the rule for opening asks for.
#[derive(Clone, Debug)]
pub(super) enum Tally {
    /// Those since the last success that was not slow.
    Streak(Count),
    Calls(LastCalls),
    Time(LastTime),
}

impl Tally {
    pub(super) const fn new(trip: Trip) -> Self {
        match trip {
            Trip::Streak(_) => Self::Streak(Count::NONE),
            Trip::Rate { window, .. } => match window {
                BreakerWindow::Calls(calls) => Self::Calls(LastCalls::new(calls)),
                BreakerWindow::Time(time) => Self::Time(LastTime::new(time)),
            },
        }
    }

    /// Whether a success would change nothing.
    pub(super) const fn is_at_rest(&self) -> bool {
        matches!(self, Self::Streak(Count { calls: 0, .. }))
    }

    /// Takes in a call.
    pub(super) fn record(&mut self, trip: Trip, ending: Ending, now: Instant) -> Finding {
        let count = match self {
            Self::Streak(count) => {
                if ending.success && !ending.slow {
                    *count = Count::NONE;
                } else {
                    count.add(ending);
                }
                *count
            }
            Self::Calls(window) => window.record(ending),
            Self::Time(window) => window.record(ending, now),
        };
        if count.calls >= trip.min_calls() && trip.is_reached_by(count) {
            Finding::Failing(count)
        } else {
            Finding::Undecided
        }
    }

    pub(super) fn count_at(&mut self, now: Instant) -> Count {
        match self {
            Self::Streak(count) => *count,
            Self::Calls(window) => window.count(),
            Self::Time(window) => window.count_at(now),
        }
    }
}
