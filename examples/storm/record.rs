//! What happened when. Time is counted in tenths of a second from the start.

use std::{
    array,
    ops::Range,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::{Duration, Instant},
};

use crate::{BEFORE, END, FAULT};

pub(crate) const TENTH: Duration = Duration::from_millis(100);

/// A server has recovered when for half a second it has answered this share of what it did before
/// the fault.
const RECOVERED: f64 = 0.8;
const HALF_A_SECOND: u32 = 5;

/// What the clients of one server saw.
pub(crate) struct Record {
    start: Instant,
    pub(crate) calls: Counts,
    pub(crate) attempts: Counts,
    pub(crate) answers: Counts,
}

/// How often something happened in each tenth.
pub(crate) struct Counts([AtomicU32; END as usize]);

impl Record {
    pub(crate) fn new(start: Instant) -> Self {
        let counts = || Counts(array::from_fn(|_| AtomicU32::new(0)));
        Self {
            start,
            calls: counts(),
            attempts: counts(),
            answers: counts(),
        }
    }

    /// Adds one to `counts`, now.
    pub(crate) fn note(&self, counts: &Counts) {
        let tenth = self.start.elapsed().as_millis() / TENTH.as_millis();
        let count = usize::try_from(tenth)
            .ok()
            .and_then(|tenth| counts.0.get(tenth));
        if let Some(count) = count {
            count.fetch_add(1, Relaxed);
        }
    }

    pub(crate) fn attempts_a_call(&self, time: Range<u32>) -> f64 {
        self.attempts.rate(time.clone()) / self.calls.rate(time)
    }

    /// When the server had recovered from the fault.
    pub(crate) fn recovery(&self) -> Option<u32> {
        let enough = RECOVERED * self.answers.rate(BEFORE);
        let mut times = FAULT.end + HALF_A_SECOND..=END;
        times.find(|&time| self.answers.rate(time - HALF_A_SECOND..time) >= enough)
    }
}

impl Counts {
    /// How often in a second.
    pub(crate) fn rate(&self, time: Range<u32>) -> f64 {
        let counts = &self.0[time.start as usize..time.end as usize];
        let sum = counts.iter().map(|count| count.load(Relaxed)).sum::<u32>();
        f64::from(sum) / seconds(time.end - time.start)
    }

    /// The rate around each second from the start, taken over three tenths.
    pub(crate) fn curve(&self) -> impl Iterator<Item = (f64, f64)> {
        (1..END - 1).map(|tenth| (seconds(tenth) + 0.05, self.rate(tenth - 1..tenth + 2)))
    }
}

pub(crate) fn seconds(tenths: u32) -> f64 {
    f64::from(tenths) / 10.0
}
