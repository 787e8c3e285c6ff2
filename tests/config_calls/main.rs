//! What a configuration that is applied does to calls.

mod before;
mod elapsed;
mod locks;
mod policies;
mod reloads;
mod scope;

#[path = "../support/mod.rs"]
mod support;

use reattempt::config::{self, Config};
use reattempt::test_util::VirtualClock;
use reattempt::{Scope, retry};
use std::cell::Cell;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The configuration is one for the process, so these tests take turns; each ends without one.
struct Turn(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Turn {
    fn begin() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        Self(TURN.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        config::clear();
    }
}

fn apply(toml: &str) {
    if let Err(error) = Config::new().toml("retry.toml", toml).apply() {
        panic!("{error}");
    }
}

fn reset() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

/// Runs `f` in virtual time; the waits.
fn waits<T>(f: impl FnOnce() -> T) -> (T, Vec<Duration>) {
    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(f);
    (result, clock.waits())
}

#[retry(name = "load", backoff = "fixed", jitter = "none")]
fn load(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

/// How often `load` is attempted.
fn attempts() -> u32 {
    let calls = Cell::new(0);
    let (result, _) = waits(|| load(&calls));
    assert!(result.is_err());
    calls.get()
}
