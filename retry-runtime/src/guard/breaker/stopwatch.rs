//! How long calls take that a closed circuit has let through, where slow ones count.

use crate::machine::Instant;
use core::time::Duration;

use crate::guard::origin::Origin;

/// Tells a ticket that carries a time from a number alone.
const MARK: u64 = 1 << 63;
const MICROS: u64 = (1 << 40) - 1;
const NUMBERS: u64 = (1 << 23) - 1;

/// Writes on the ticket of a call when it began, in microseconds, so that nothing has to be kept for
/// each. The time comes round after 12 days, the number after 8 million changes of state.
#[derive(Debug)]
pub(super) struct Stopwatch(Origin);

impl Stopwatch {
    pub(super) const fn new() -> Self {
        Self(Origin::new())
    }

    /// The ticket of this number for a call that begins now.
    pub(super) fn start(&self, number: u64, now: Instant) -> u64 {
        MARK | (number & NUMBERS) << 40 | self.micros(now)
    }

    /// How long the call of this ticket has taken; `None` if it does not say.
    pub(super) fn elapsed(&self, ticket: u64, now: Instant) -> Option<Duration> {
        let elapsed = || self.micros(now).wrapping_sub(ticket) & MICROS;
        (ticket & MARK != 0).then(|| Duration::from_micros(elapsed()))
    }

    fn micros(&self, now: Instant) -> u64 {
        self.0.micros(now) & MICROS
    }
}

/// Whether a ticket, with a time or without, is of this number.
pub(super) const fn is_of(ticket: u64, number: u64) -> bool {
    match ticket & MARK {
        0 => ticket == number,
        _ => ticket >> 40 & NUMBERS == number & NUMBERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_says_its_number_and_its_time() {
        let (stopwatch, start) = (Stopwatch::new(), Instant::now());
        let at = |micros| start + Duration::from_micros(micros);
        let late = MICROS - 5;
        for (number, began, took) in [(0, 0, 0), (7, 3, 1), (NUMBERS, 1, MICROS), (9, late, 10)] {
            stopwatch.start(0, start);
            let ticket = stopwatch.start(number, at(began));
            let elapsed = stopwatch.elapsed(ticket, at(began + took));
            assert_eq!(elapsed, Some(Duration::from_micros(took)), "{number}");
            assert!(is_of(ticket, number));
            assert!(!is_of(ticket, number + 1));
        }
    }

    #[test]
    fn a_time_before_the_first_one_counts_as_well() {
        let (stopwatch, start) = (Stopwatch::new(), Instant::now());
        stopwatch.start(0, start + Duration::from_secs(3600));
        let ticket = stopwatch.start(7, start);
        for took in [Duration::from_secs(5), Duration::from_secs(7200)] {
            assert_eq!(stopwatch.elapsed(ticket, start + took), Some(took));
        }
        assert!(is_of(ticket, 7));
    }

    #[test]
    fn a_number_alone_has_no_time() {
        let (stopwatch, now) = (Stopwatch::new(), Instant::now());
        assert_eq!(stopwatch.elapsed(5, now), None);
        assert!(is_of(5, 5));
        assert!(!is_of(5, 5 + (1 << 23)));
        assert!(!is_of(stopwatch.start(5, now), 6));
    }
}
