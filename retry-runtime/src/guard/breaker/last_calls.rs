//! How the last calls ended, so many of them.

use super::rules::Count;

const WORDS: usize = 16;

/// A ring of bits, one a call.
#[derive(Clone, Debug)]
pub(super) struct LastCalls {
    /// A failure is 1.
    bits: [u64; WORDS],
    size: u32,
    next: u32,
    count: Count,
}

impl LastCalls {
    #[expect(clippy::cast_possible_truncation, reason = "1024")]
    pub(super) const MOST: u32 = u64::BITS * WORDS as u32;

    pub(super) const fn new(size: u32) -> Self {
        Self {
            bits: [0; WORDS],
            size,
            next: 0,
            count: Count {
                calls: 0,
                failures: 0,
            },
        }
    }

    pub(super) fn record(&mut self, success: bool) -> Count {
        let (word, bit) = (self.next / u64::BITS, 1 << (self.next % u64::BITS));
        let word = &mut self.bits[word as usize];
        if self.count.calls == self.size {
            self.count.calls -= 1;
            self.count.failures -= u32::from(*word & bit != 0);
        }
        if success {
            *word &= !bit;
        } else {
            *word |= bit;
        }
        self.next = (self.next + 1) % self.size;
        self.count.add(success);
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(calls: u32, failures: u32) -> Count {
        Count { calls, failures }
    }

    /// resilience4j, `CircuitBreakerMetricsTest`, `testCircuitBreakerMetrics`.
    #[test]
    fn resilience4j_ten_calls() {
        let mut window = LastCalls::new(10);
        let mut last = |outcomes: &str| {
            let record = |outcome| window.record(outcome == '+');
            outcomes.chars().map(record).last().unwrap()
        };
        assert_eq!(last("++--"), count(4, 2));
        assert_eq!(last("----++++"), count(10, 6));
        assert!(count(10, 6).reaches(500_000));
        assert_eq!(last("+++"), count(10, 3));
        assert!(!count(10, 3).reaches(500_000));
    }

    #[test]
    fn every_size_remembers_its_number_of_calls() {
        for size in [1, 2, 63, 64, 65, 1000, LastCalls::MOST] {
            let mut window = LastCalls::new(size);
            for calls in 1..=size {
                assert_eq!(window.record(true), count(calls, 0));
            }
            for failures in 1..=size {
                assert_eq!(window.record(false), count(size, failures));
            }
            for successes in 1..=size {
                assert_eq!(window.record(true), count(size, size - successes));
            }
        }
    }
}
