//! When a breaker opens, and how it closes again.

use core::time::Duration;

use super::BreakerState;
use crate::error::class::Class;
use crate::guard::circuit::CallOutcome;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::nanos;
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
    /// After so many calls in a row that failed or were slow.
    Streak(u32),
    /// At this rate of failures or of slow calls, in millionths.
    Rate {
        failures: u64,
        slow_calls: u64,
        window: BreakerWindow,
        min_calls: u32,
    },
}

impl Trip {
    /// Whether both remember calls in the same way.
    #[cfg(feature = "config")]
    pub(super) fn counts_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Streak(_), Self::Streak(_)) => true,
            (
                Self::Rate { window, .. },
                Self::Rate {
                    window: of_other, ..
                },
            ) => window == of_other,
            _ => false,
        }
    }

    /// Whether enough of these calls have failed, or were slow. For a rate, whether there are enough of
    /// them is another question.
    pub(super) fn is_reached_by(self, count: Count) -> bool {
        let reaches = |part: u32, threshold: u64| {
            u64::from(part) * MILLION >= threshold * u64::from(count.calls)
        };
        match self {
            Self::Streak(most) => count.calls >= most,
            Self::Rate {
                failures,
                slow_calls,
                ..
            } => reaches(count.failures, failures) || reaches(count.slow, slow_calls),
        }
    }

    /// How many calls there must be.
    pub(super) const fn min_calls(self) -> u32 {
        match self {
            Self::Streak(most) => most,
            Self::Rate { min_calls, .. } => min_calls,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) trip: Trip,
    /// Longer is slow.
    pub(super) slow: Option<Duration>,
    pub(super) open_for: Duration,
    pub(super) growth: Option<Growth>,
    pub(super) probes: u32,
    pub(super) lease: Duration,
    pub(super) permanent: PermanentErrors,
    pub(super) initial: BreakerState,
}

/// How the open time grows while the target does not recover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Growth {
    pub(super) factor: Factor,
    pub(super) most: Duration,
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

    /// What counts of a call that took so long.
    pub(super) fn ending(&self, success: bool, took: Option<Duration>) -> Ending {
        let slow = |threshold| took.is_some_and(|took| took > threshold);
        Ending {
            success,
            slow: self.slow.is_some_and(slow),
        }
    }

    /// Whether the circuit stays open for the same times.
    #[cfg(feature = "config")]
    pub(super) fn opens_as(&self, other: &Self) -> bool {
        (self.open_for, self.growth) == (other.open_for, other.growth)
    }

    /// The open time after one of so long that was of no use.
    pub(super) fn grown(&self, time: Duration) -> Duration {
        let Some(Growth { factor, most }) = self.growth else {
            return time;
        };
        let grown = factor.grow(nanos::from_duration(time));
        Duration::from_nanos(grown).min(most)
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pub(super) success: bool,
    pub(super) slow: bool,
}

/// Calls that have ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) calls: u32,
    pub(super) failures: u32,
    pub(super) slow: u32,
}

impl Count {
    pub(super) const NONE: Self = Self {
        calls: 0,
        failures: 0,
        slow: 0,
    };

    pub(super) fn add(&mut self, ending: Ending) {
        self.calls = self.calls.saturating_add(1);
        self.failures = self.failures.saturating_add(u32::from(!ending.success));
        self.slow = self.slow.saturating_add(u32::from(ending.slow));
    }
}

/// What the calls so far say of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing that changes the state.
    Undecided,
    Well,
    Failing(Count),
}
