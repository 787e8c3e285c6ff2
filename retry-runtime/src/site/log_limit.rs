//! How often one kind of line may be written: the first few in a second.

use crate::machine::Instant;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::OnceLock;

/// How many lines of one kind a site may write in a [`WINDOW`].
const LINES: u8 = 10;
/// Milliseconds from the first of these lines until there may be as many again.
const WINDOW: u64 = 1000;

/// A kind of line that is written so many times a second. Nobody waits for anybody: a place is taken
/// by one atomic exchange.
#[derive(Debug)]
pub(crate) struct Limit {
    window: AtomicU64,
    left_out: AtomicU64,
}

impl Limit {
    pub(super) const fn new() -> Self {
        Self {
            window: AtomicU64::new(0),
            left_out: AtomicU64::new(0),
        }
    }

    /// Takes a place for a line, or counts it as left out.
    pub(crate) fn admit(&self, now: Instant) -> Option<Place<'_>> {
        let now = millis(now);
        let taken = self.update(|window| window.with_line(now));
        if taken.is_none() {
            self.left_out.fetch_add(1, Relaxed);
        }
        taken.map(|window| Place {
            limit: self,
            start: window.start,
            left_out: self.left_out.swap(0, Relaxed),
            used: false,
        })
    }

    /// Puts another window in place of the present one, if there is another; returns it.
    fn update(&self, change: impl Fn(Window) -> Option<Window>) -> Option<Window> {
        let change = |bits| change(Window::from_bits(bits));
        let previous = self
            .window
            .fetch_update(Relaxed, Relaxed, |bits| change(bits).map(Window::to_bits));
        previous.ok().and_then(change)
    }
}

/// A place for one line. It is free again if nobody wanted that line, which is not known before the
/// subscriber has been asked; and it may be asked only for a line that it gets, because the filters of
/// its layers remember their answer for the next event.
pub(crate) struct Place<'a> {
    limit: &'a Limit,
    start: u64,
    left_out: u64,
    used: bool,
}

impl Place<'_> {
    /// Writes the line here; how many were left out before it, if any.
    pub(crate) fn fill(&mut self) -> Option<u64> {
        self.used = true;
        (self.left_out > 0).then_some(self.left_out)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.used {
            return;
        }
        self.limit.left_out.fetch_add(self.left_out, Relaxed);
        self.limit.update(|window| window.without_line(self.start));
    }
}

/// The lines that were written since some millisecond.
#[derive(Clone, Copy)]
struct Window {
    start: u64,
    lines: u8,
}

impl Window {
    const fn from_bits(bits: u64) -> Self {
        let [lines, ..] = bits.to_le_bytes();
        Self {
            start: bits >> u8::BITS,
            lines,
        }
    }

    const fn to_bits(self) -> u64 {
        self.start << u8::BITS | self.lines as u64
    }

    /// With one more line, if there is room. Threads read the clock a moment before they get here, so
    /// it may be a little early for this window; if it is more than that, it is another clock.
    fn with_line(self, now: u64) -> Option<Self> {
        if now.abs_diff(self.start) >= WINDOW {
            return Some(Self {
                start: now,
                lines: 1,
            });
        }
        (self.lines < LINES).then_some(Self {
            lines: self.lines + 1,
            ..self
        })
    }

    /// With one line less, if it is still the window that began at `start`.
    fn without_line(self, start: u64) -> Option<Self> {
        let lines = self.lines.checked_sub(1)?;
        (self.start == start).then_some(Self { lines, ..self })
    }
}

/// The millisecond an instant is in, as a number; never near 0, which is a window that no line was
/// written in.
fn millis(instant: Instant) -> u64 {
    const MIDDLE: u64 = 1 << 54;
    const NANOS: u128 = 1_000_000;
    static ORIGIN: OnceLock<Instant> = OnceLock::new();

    let clamp = |millis| u64::try_from(millis).map_or(MIDDLE / 2, |millis| millis.min(MIDDLE / 2));
    let origin = *ORIGIN.get_or_init(Instant::now);
    if let Some(after) = instant.checked_duration_since(origin) {
        return MIDDLE + clamp(after.as_millis());
    }
    let before = origin.saturating_duration_since(instant);
    MIDDLE - clamp(before.as_nanos().div_ceil(NANOS))
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MILLI: Duration = Duration::from_millis(1);

    /// Writes a line; how many it says were left out.
    fn write(limit: &Limit, now: Instant) -> Option<u64> {
        let mut place = limit.admit(now)?;
        Some(place.fill().unwrap_or(0))
    }

    fn written(limit: &Limit, now: Instant, tries: usize) -> usize {
        (0..tries).filter_map(|_| write(limit, now)).count()
    }

    #[test]
    fn ten_lines_a_second_are_written_and_the_others_counted() {
        let limit = Limit::new();
        let start = Instant::now();

        assert_eq!(written(&limit, start, 5), 5);
        assert_eq!(written(&limit, start + 999 * MILLI, 100), 5);
        assert_eq!(write(&limit, start + SECOND), Some(95));
        assert_eq!(written(&limit, start + SECOND, 100), 9);
        assert_eq!(write(&limit, start + 3600 * SECOND), Some(91));
        assert_eq!(write(&limit, start + 3600 * SECOND), Some(0));
    }

    #[test]
    fn a_place_that_is_not_filled_is_free_again() {
        let limit = Limit::new();
        let now = Instant::now();
        for _ in 0..1000 {
            assert!(limit.admit(now).is_some());
        }
        assert_eq!(written(&limit, now, 12), 10);

        let later = now + SECOND;
        assert!(limit.admit(later).is_some());
        assert_eq!(write(&limit, later), Some(2));
    }

    #[test]
    fn a_place_of_a_window_that_is_over_is_not_given_back() {
        let limit = Limit::new();
        let now = Instant::now();
        let early = limit.admit(now);
        assert_eq!(written(&limit, now + SECOND, 100), 10);
        drop(early);
        assert_eq!(written(&limit, now + SECOND, 100), 0);
    }

    #[test]
    fn a_clock_read_a_moment_ago_begins_no_window() {
        let limit = Limit::new();
        let now = Instant::now();
        assert_eq!(written(&limit, now + MILLI, 100), 10);
        assert_eq!(written(&limit, now, 100), 0);
    }

    #[test]
    fn clocks_that_are_far_apart_do_not_silence_each_other() {
        let now = Instant::now();
        let limit = Limit::new();
        let century = 3_153_600_000 * SECOND;
        for clock in [
            Some(now),
            now.checked_add(century),
            now.checked_sub(60 * SECOND),
        ] {
            let Some(clock) = clock else { continue };
            assert_eq!(written(&limit, clock, 100), 10, "{clock:?}");
        }
    }

    #[test]
    fn a_second_is_a_second_before_the_first_line_of_all_as_well() {
        let now = Instant::now();
        millis(now);
        for half in 0..8 {
            let limit = Limit::new();
            let Some(start) = now.checked_sub(half * SECOND / 2) else {
                continue;
            };
            assert_eq!(written(&limit, start + SECOND / 3, 100), 10);
            assert_eq!(written(&limit, start + SECOND / 3 + SECOND, 100), 10);
        }
    }

    #[test]
    fn threads_share_the_places_and_lose_no_count() {
        let limit = Limit::new();
        let now = Instant::now();
        let written: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| written(&limit, now, 1000)))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!(written, 10);
        assert_eq!(write(&limit, now + SECOND), Some(7990));
    }
}
