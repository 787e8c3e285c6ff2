//! What a configuration that is applied does to calls. It is applied to the whole process, so this is
//! one of its own, in which tests take turns. Without the feature `tracing` only the module about
//! policies is left out.

mod before;
mod cost;
mod elapsed;
mod locks;
mod names;
#[cfg(feature = "tracing")]
mod outside;
mod over;
#[cfg(feature = "tracing")]
mod policies;
mod reloads;
mod scope;
mod switch;
mod values;

#[path = "../support/mod.rs"]
mod support;

use reattempt::config::{self, Config};
use reattempt::retry;
use std::cell::Cell;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use support::{reset, timed};

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

#[retry(name = "load", backoff = "fixed", jitter = "none")]
fn load(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

/// How often `load` is attempted.
fn attempts() -> u32 {
    let calls = Cell::new(0);
    let (result, _) = timed(|| load(&calls));
    assert!(result.is_err());
    calls.get()
}
