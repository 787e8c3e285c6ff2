//! The far side of every call: real servers on loopback, which fail as they are told and count what arrives.

pub mod database;
pub mod http;
pub mod socket;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing bad.
    None,
    Status(u16),
    /// 429 with `Retry-After`, and again until this time has passed.
    Throttle(Duration),
    /// The connection is closed without an answer.
    Break,
    /// No answer ever comes.
    Hang,
}

/// The faults of the requests to one place.
#[derive(Clone, Debug)]
pub struct Faults {
    first: VecDeque<Fault>,
    then: Fault,
    throttled_until: Option<Instant>,
}

impl Faults {
    /// The first requests have one each, later ones none.
    pub fn first(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self::new(faults.into_iter().collect(), Fault::None)
    }

    pub fn always(fault: Fault) -> Self {
        Self::new(VecDeque::new(), fault)
    }

    fn new(first: VecDeque<Fault>, then: Fault) -> Self {
        Self {
            first,
            then,
            throttled_until: None,
        }
    }

    /// The fault of the request that comes now.
    fn next(&mut self) -> Fault {
        let now = Instant::now();
        if let Some(until) = self.throttled_until.filter(|until| *until > now) {
            return Fault::Throttle(until - now);
        }
        let fault = self.first.pop_front().unwrap_or(self.then);
        if let Fault::Throttle(wait) = fault {
            self.throttled_until = Some(now + wait);
        }
        fault
    }
}

/// As `Retry-After` has it: whole seconds, rounded up.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
