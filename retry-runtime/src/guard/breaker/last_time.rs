//! How the calls of the last seconds ended.

use crate::machine::Instant;
use core::time::Duration;

use super::rules::{Count, Ending};
use crate::policy::delay::nanos;

const SLICES: usize = 10;

/// Counts in tenths of the window, like `RollingHealthMetrics` of Polly. The tenths are counted from
/// the first call.
#[derive(Clone, Debug)]
pub(super) struct LastTime {
    /// Nanoseconds in a slice.
    slice: u64,
    origin: Option<Instant>,
    tick: u64,
    slices: [Count; SLICES],
}

impl LastTime {
    pub(super) const LEAST: Duration = Duration::from_millis(10);

    pub(super) const fn new(window: Duration) -> Self {
        Self {
            slice: nanos::from_duration(window) / SLICES as u64,
            origin: None,
            tick: 0,
            slices: [Count::NONE; SLICES],
        }
    }

    pub(super) fn record(&mut self, ending: Ending, now: Instant) -> Count {
        self.slice_at(now).add(ending);
        self.count()
    }

    pub(super) fn count_at(&mut self, now: Instant) -> Count {
        self.slice_at(now);
        self.count()
    }

    fn slice_at(&mut self, now: Instant) -> &mut Count {
        let origin = *self.origin.get_or_insert(now);
        let tick = nanos::from_duration(now.saturating_duration_since(origin)) / self.slice;
        if tick > self.tick {
            for expired in (self.tick + 1..=tick).rev().take(SLICES) {
                self.slices[index(expired)] = Count::NONE;
            }
            self.tick = tick;
        }
        &mut self.slices[index(self.tick)]
    }

    fn count(&self) -> Count {
        self.slices.iter().fold(Count::NONE, |sum, slice| Count {
            calls: sum.calls.saturating_add(slice.calls),
            failures: sum.failures.saturating_add(slice.failures),
            slow: sum.slow.saturating_add(slice.slow),
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "below ten")]
fn index(tick: u64) -> usize {
    (tick % SLICES as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Timed {
        window: LastTime,
        now: Instant,
    }

    impl Timed {
        fn new(secs: u64) -> Self {
            Self {
                window: LastTime::new(Duration::from_secs(secs)),
                now: Instant::now(),
            }
        }

        fn pass(&mut self, millis: u64) {
            self.now += Duration::from_millis(millis);
        }

        /// Calls and failures in the window.
        fn seen(&mut self) -> (u32, u32) {
            let count = self.window.count_at(self.now);
            (count.calls, count.failures)
        }

        /// The same after this call.
        fn record(&mut self, success: bool) -> (u32, u32) {
            let slow = false;
            let count = self.window.record(Ending { success, slow }, self.now);
            (count.calls, count.failures)
        }
    }

    /// Polly, `RollingHealthMetricsTests`: `GetHealthInfo_EnsureWindowRespected`.
    #[test]
    fn polly_window() {
        let mut timed = Timed::new(10);
        let mut seen = Vec::new();
        for i in 0..5 {
            timed.record(i >= 2);
            timed.record(true);
            timed.pass(2000);
            seen.push(timed.seen());
        }
        timed.pass(2000);
        seen.push(timed.seen());
        assert_eq!(seen, [(2, 1), (4, 2), (6, 2), (8, 2), (8, 1), (6, 0)]);
    }

    /// Polly, `RollingHealthMetricsTests`: `GetHealthInfo_EnsureWindowCapacityRespected` and
    /// `GetHealthInfo_SamplingDurationRespected`.
    #[test]
    fn polly_capacity_and_duration() {
        let mut timed = Timed::new(10);
        for _ in 0..10 {
            timed.record(true);
            timed.pass(1000);
        }
        assert_eq!(timed.seen(), (9, 0));
        timed.pass(1000);
        assert_eq!(timed.seen(), (8, 0));

        for after in [10_000, 10_001] {
            let mut timed = Timed::new(10);
            timed.record(true);
            timed.record(true);
            timed.pass(after);
            assert_eq!(timed.seen(), (0, 0));
        }
    }

    /// resilience4j, `SlidingTimeWindowMetricsTest`: `testSlidingTimeWindowMetrics`, 5 s.
    #[test]
    fn resilience4j_window() {
        let mut timed = Timed::new(5);
        let mut seen = Vec::new();
        for (millis, success) in [
            (0, false),
            (100, true),
            (100, true),
            (1000, true),
            (1000, true),
            (1000, false),
            (1000, true),
            (1000, true),
            (1000, true),
            (5000, true),
        ] {
            timed.pass(millis);
            seen.push(timed.record(success));
        }
        assert_eq!(seen[..4], [(1, 1), (2, 1), (3, 1), (4, 1)]);
        assert_eq!(seen[4..], [(5, 1), (6, 2), (7, 2), (5, 1), (5, 1), (1, 0)]);
    }

    #[test]
    fn slow_calls_leave_the_window_too() {
        let (mut window, start) = (LastTime::new(Duration::from_secs(10)), Instant::now());
        let slow = |success| Ending {
            success,
            slow: true,
        };
        window.record(slow(true), start);
        let later = start + Duration::from_secs(5);
        assert_eq!(window.record(slow(false), later).slow, 2);
        assert_eq!(window.count_at(start + Duration::from_secs(10)).slow, 1);
        assert_eq!(window.count_at(start + Duration::from_secs(15)).slow, 0);
    }

    /// resilience4j, `SlidingTimeWindowMetricsTest`: `shouldClearSlidingTimeWindowMetrics`, 5 s.
    #[test]
    fn resilience4j_clears() {
        let mut timed = Timed::new(5);
        assert_eq!(timed.record(false), (1, 1));
        timed.pass(100);
        assert_eq!(timed.record(true), (2, 1));
        timed.pass(700);
        assert_eq!(timed.record(false), (3, 2));
        timed.pass(4000);
        assert_eq!(timed.seen(), (3, 2));
        timed.pass(1000);
        assert_eq!(timed.seen(), (0, 0));
        timed.pass(100);
        assert_eq!(timed.record(true), (1, 0));
        timed.pass(5000);
        assert_eq!(timed.record(true), (1, 0));
    }
}
