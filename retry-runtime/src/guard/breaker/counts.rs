//! What a breaker tells of the calls it has counted.

use super::rules::{Count, Trip};

/// What a [`Breaker`](super::Breaker) has counted, for people and dashboards; made by
/// [`Breaker::counts`](super::Breaker::counts).
///
/// | circuit | calls, failures and slow calls are those |
/// |---|---|
/// | closed | in the window of its rate; else those since the last success that was not slow |
/// | open | on which it opened |
/// | half-open | of its probes that have ended |
/// | forced open, forced closed | none |
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BreakerCounts {
    /// Calls that ended, without errors that are [ignored](super::PermanentErrors).
    pub calls: u32,
    /// Those of them that failed.
    pub failures: u32,
    /// Those of them that took longer than the
    /// [threshold](super::BreakerBuilder::slow_call_duration_threshold), failed or not.
    pub slow_calls: u32,
    /// Failures by call, from 0 to 1; `None` as long as there are too few calls to go by it, and for a
    /// breaker that goes by [failures in a row](super::BreakerBuilder::consecutive_failures).
    pub failure_rate: Option<f64>,
    /// Slow calls by call, as [`failure_rate`](Self::failure_rate).
    pub slow_call_rate: Option<f64>,
    /// Calls that were not let through, since the breaker was made.
    pub refusals: u64,
    /// How often it has opened by failures, slow calls or
    /// [`open_now`](super::Breaker::open_now), since the breaker was made.
    pub openings: u64,
}

impl BreakerCounts {
    /// With rates if there are so many calls.
    pub(super) fn of(count: Count, trip: Trip, min_calls: u32) -> Self {
        let enough = matches!(trip, Trip::Rate { .. }) && count.calls >= min_calls.max(1);
        let rate = |part: u32| enough.then(|| f64::from(part) / f64::from(count.calls));
        Self {
            calls: count.calls,
            failures: count.failures,
            slow_calls: count.slow,
            failure_rate: rate(count.failures),
            slow_call_rate: rate(count.slow),
            ..Self::default()
        }
    }
}
