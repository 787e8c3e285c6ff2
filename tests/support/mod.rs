//! What tests of several themes have in common.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

pub mod lines;

use reattempt::{Class, Classify, Clock, Scope};
use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

pub const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// An error of every class; it carries the number of the call that made it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    #[error("call {0}: not sent")]
    Unsent(u32),
    #[error("call {0}: i/o")]
    Io(u32),
    #[error("call {call}: slow down")]
    Throttled { call: u32, wait: Option<Duration> },
    #[error("call {0}: not found")]
    NotFound(u32),
}

impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::Unsent(_) => Class::Unsent,
            Self::Io(_) => Class::Transient,
            Self::Throttled { .. } => Class::Throttled,
            Self::NotFound(_) => Class::Permanent,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Throttled { wait, .. } => *wait,
            _ => None,
        }
    }
}

/// What the other side of a connection may do.
pub fn reset() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

/// Counts the calls of a body.
#[derive(Debug, Default)]
pub struct Calls(Cell<u32>);

impl Calls {
    pub fn made(&self) -> u32 {
        self.0.get()
    }

    /// Counts one; its number.
    pub fn count(&self) -> u32 {
        self.0.set(self.0.get() + 1);
        self.0.get()
    }

    /// Counts one, which fails.
    pub fn fail<T>(&self) -> Result<T, Error> {
        Err(Error::Io(self.count()))
    }

    /// Counts one, which fails unless `failures` were made before.
    pub fn succeed_after(&self, failures: u32) -> Result<u32, Error> {
        match self.count() {
            call if call <= failures => Err(Error::Io(call)),
            call => Ok(call),
        }
    }
}

/// Notes when each attempt begins.
#[derive(Debug, Default)]
pub struct Starts(RefCell<Vec<Instant>>);

impl Starts {
    /// Notes one; its number.
    pub fn note(&self) -> u32 {
        self.0.borrow_mut().push(Instant::now());
        self.made()
    }

    pub fn made(&self) -> u32 {
        u32::try_from(self.0.borrow().len()).expect("few calls")
    }

    /// The time from each attempt to the next.
    pub fn waits(&self) -> Vec<Duration> {
        let starts = self.0.borrow();
        starts.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// Runs `call` on a clock of its own, so that no wait takes time.
pub fn at_once<T>(call: impl FnOnce() -> T) -> T {
    timed(call).0
}

/// Runs `call` on a clock of its own; its result, and the waits.
pub fn timed<T>(call: impl FnOnce() -> T) -> (T, Vec<Duration>) {
    let clock = StillClock::new();
    let result = clock.scope().run(call);
    (result, clock.waits())
}

/// A clock that stands still, except that each wait moves it on by as much; it keeps the waits.
#[derive(Debug)]
pub struct StillClock {
    start: std::time::Instant,
    waits: Mutex<Vec<Duration>>,
}

impl StillClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            start: std::time::Instant::now(),
            waits: Mutex::default(),
        })
    }

    pub fn scope(self: &Arc<Self>) -> Scope {
        Scope::new().clock(Arc::clone(self) as Arc<dyn Clock>)
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no panic").clone()
    }

    /// Moves on, as if a body had taken so long.
    pub fn pass(&self, time: Duration) {
        self.waits.lock().expect("no panic").push(time);
    }
}

impl Clock for StillClock {
    fn now(&self) -> std::time::Instant {
        self.start + self.waits().iter().sum::<Duration>()
    }

    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.pass(delay);
        Box::pin(std::future::ready(()))
    }

    fn block(&self, delay: Duration) {
        self.pass(delay);
    }
}
