//! When a breaker opens, and how it closes again.

use core::time::Duration;

use crate::error::class::Class;
use crate::guard::circuit::CallOutcome;
use crate::policy::delay::nanos::MILLION;

/// Over which calls a failure rate is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BreakerWindow {
    /// The last so many calls, from 1 to 1024.
    Calls(u32),
    /// The calls that ended in the last so long, 10 ms or more. It moves on in tenths.
    Time(Duration),
}

/// What a breaker makes of an error of class [`Permanent`](Class::Permanent).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PermanentErrors {
    /// It counts as neither success nor failure: the request was bad, whatever the target is.
    #[default]
    Ignored,
    /// It is an answer, so the target is well. A probe that ends so counts as success.
    Successes,
    /// It counts like any other error.
    Failures,
}

/// When a closed circuit opens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Trip {
    /// After so many failures with no success in between.
    Streak(u32),
    /// At this failure rate, in millionths.
    Rate {
        threshold: u64,
        window: BreakerWindow,
        min_calls: u32,
    },
}

impl Trip {
    /// Whether the calls in the window are enough, and enough of them have failed.
    pub(super) fn is_reached_by(self, count: Count) -> bool {
        match self {
            Self::Streak(_) => false,
            Self::Rate {
                threshold,
                min_calls,
                ..
            } => count.calls >= min_calls && count.reaches(threshold),
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) trip: Trip,
    pub(super) open_for: Duration,
    pub(super) probes: u32,
    pub(super) lease: Duration,
    pub(super) permanent: PermanentErrors,
}

impl Rules {
    /// Whether a call that ended so counts as a success; `None` if it counts for nothing.
    pub(super) fn success(&self, outcome: CallOutcome) -> Option<bool> {
        match (outcome, self.permanent) {
            (CallOutcome::Success, _)
            | (CallOutcome::Failure(Class::Permanent), PermanentErrors::Successes) => Some(true),
            (CallOutcome::Failure(Class::Permanent), PermanentErrors::Ignored) => None,
            (CallOutcome::Failure(_), _) => Some(false),
        }
    }
}

/// Calls that have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) calls: u32,
    pub(super) failures: u32,
}

impl Count {
    pub(super) fn add(&mut self, success: bool) {
        self.calls = self.calls.saturating_add(1);
        self.failures = self.failures.saturating_add(u32::from(!success));
    }

    /// Whether so many millionths of the calls have failed, or more.
    pub(super) fn reaches(self, threshold: u64) -> bool {
        u64::from(self.failures) * MILLION >= threshold * u64::from(self.calls)
    }
}

/// What the calls so far say of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing that changes the state.
    Undecided,
    Well,
    Failing,
}
