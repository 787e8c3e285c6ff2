//! How the last calls ended, so many of them.

use super::rules::{Count, Ending};

const WORDS: usize = 16;

/// A ring of bits, two a call.
#[derive(Clone, Debug)]
pub(super) struct LastCalls {
    failures: Bits,
    slow: Bits,
    size: u32,
    next: u32,
    count: Count,
}

impl LastCalls {
    #[expect(clippy::cast_possible_truncation, reason = "1024")]
    pub(super) const MOST: u32 = u64::BITS * WORDS as u32;

    pub(super) const fn new(size: u32) -> Self {
        Self {
            failures: Bits([0; WORDS]),
            slow: Bits([0; WORDS]),
            size,
            next: 0,
            count: Count::NONE,
        }
    }

    pub(super) fn record(&mut self, ending: Ending) -> Count {
        let failed = self.failures.replace(self.next, !ending.success);
        let slow = self.slow.replace(self.next, ending.slow);
        if self.count.calls == self.size {
            self.count.calls -= 1;
            self.count.failures -= u32::from(failed);
            self.count.slow -= u32::from(slow);
        }
        self.next = (self.next + 1) % self.size;
        self.count.add(ending);
        self.count
    }

    pub(super) const fn count(&self) -> Count {
        self.count
    }
}

#[derive(Clone, Debug)]
struct Bits([u64; WORDS]);

impl Bits {
    /// Sets this one, and says what it was.
    fn replace(&mut self, n: u32, bit: bool) -> bool {
        let word = &mut self.0[(n / u64::BITS) as usize];
        let mask = 1 << (n % u64::BITS);
        let was = *word & mask != 0;
        *word = if bit { *word | mask } else { *word & !mask };
        was
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Ending = ending(true, false);
    const SLOW: Ending = ending(true, true);
    const FAILURE: Ending = ending(false, false);
    const SLOW_FAILURE: Ending = ending(false, true);

    const fn ending(success: bool, slow: bool) -> Ending {
        Ending { success, slow }
    }

    fn count(calls: u32, failures: u32, slow: u32) -> Count {
        Count {
            calls,
            failures,
            slow,
        }
    }

    /// resilience4j, `CircuitBreakerMetricsTest`, `testCircuitBreakerMetrics`.
    #[test]
    fn resilience4j_ten_calls() {
        let mut window = LastCalls::new(10);
        let mut last = |outcomes: &str| {
            let record = |outcome| window.record(ending(outcome == '+', false));
            outcomes.chars().map(record).last().unwrap()
        };
        assert_eq!(last("++--"), count(4, 2, 0));
        assert_eq!(last("----++++"), count(10, 6, 0));
        assert_eq!(last("+++"), count(10, 3, 0));
    }

    /// resilience4j, `FixedSizeSlidingWindowMetricsTest`: `testSlidingWindowMetricsWithSlowCalls`,
    /// `testSlowCallsPercentage`.
    #[test]
    fn resilience4j_slow_calls() {
        let mut window = LastCalls::new(2);
        let seen = [SLOW_FAILURE, SLOW, QUICK, QUICK].map(|ending| window.record(ending));
        assert_eq!(
            seen,
            [
                count(1, 1, 1),
                count(2, 1, 2),
                count(2, 0, 1),
                count(2, 0, 0)
            ]
        );

        let mut window = LastCalls::new(5);
        let seen = [SLOW, SLOW_FAILURE, QUICK, QUICK, QUICK].map(|ending| window.record(ending));
        assert_eq!(seen[4], count(5, 1, 2));
    }

    #[test]
    fn every_size_remembers_its_number_of_calls() {
        for size in [1, 2, 63, 64, 65, 1000, LastCalls::MOST] {
            let mut window = LastCalls::new(size);
            for calls in 1..=size {
                assert_eq!(window.record(QUICK), count(calls, 0, 0));
            }
            for failures in 1..=size {
                assert_eq!(window.record(FAILURE), count(size, failures, 0));
            }
            for slow in 1..=size {
                assert_eq!(window.record(SLOW), count(size, size - slow, slow));
            }
        }
    }
}
