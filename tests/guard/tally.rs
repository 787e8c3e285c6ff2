//! A breaker that lets everything through, and counts.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use reattempt::guard::{CallOutcome, CircuitBreaker, OpenFor, Ticket};

/// What has become of the calls that were let through.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    /// Those that nothing has been heard of.
    pub(crate) out: u32,
    pub(crate) successes: u32,
    pub(crate) failures: u32,
    pub(crate) abandoned: u32,
}

/// Counts what it has let through, and has had word of.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    out: AtomicU32,
    successes: AtomicU32,
    failures: AtomicU32,
    abandoned: AtomicU32,
}

impl Tally {
    pub(crate) const fn new() -> Self {
        Self {
            out: AtomicU32::new(0),
            successes: AtomicU32::new(0),
            failures: AtomicU32::new(0),
            abandoned: AtomicU32::new(0),
        }
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts {
            out: self.out.load(Relaxed),
            successes: self.successes.load(Relaxed),
            failures: self.failures.load(Relaxed),
            abandoned: self.abandoned.load(Relaxed),
        }
    }
}

impl CircuitBreaker for Tally {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        self.out.fetch_add(1, Relaxed);
        Ok(Ticket::default())
    }

    fn settle(&self, _: Ticket, outcome: CallOutcome) {
        self.out.fetch_sub(1, Relaxed);
        let count = match outcome {
            CallOutcome::Success => &self.successes,
            _ => &self.failures,
        };
        count.fetch_add(1, Relaxed);
    }

    fn abandon(&self, _: Ticket) {
        self.out.fetch_sub(1, Relaxed);
        self.abandoned.fetch_add(1, Relaxed);
    }
}
