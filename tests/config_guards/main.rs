//! Numbers of budgets and breakers from outside, and operators that reach them by name. Guards are those of the
//! whole process, so this is one of its own, in which tests take turns.

mod late;
mod meanwhile;
mod mistakes;
mod nested;
mod numbers;
mod operators;
mod reached;

#[path = "../support/mod.rs"]
mod support;

use reattempt::config::{self, Config, Effective};
use reattempt::guard::{BreakerWindow, PerKey};
use reattempt::{Breaker, Budget, Interrupted, list_guards, retry};
use std::cell::Cell;
use std::io;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use support::reset;

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

static PAYMENTS: Breaker = Breaker::builder()
    .name("payments")
    .failure_rate(0.5, BreakerWindow::Calls(10))
    .min_calls(4)
    .build();
static UNNAMED: Breaker = Breaker::new();
static SHARED: Budget = Budget::new();
static TOTAL: Budget = Budget::total(5).named("total");
static LATE: LazyLock<Budget> = LazyLock::new(|| Budget::builder().name("lazy").build());
static HOSTS: PerKey<String, Breaker> = PerKey::new(|_| Breaker::new()).named("hosts");

list_guards!(TOTAL, HOSTS, "tenants");

#[retry(name = "pay", breaker = PAYMENTS, backoff = ["0s"])]
fn pay() -> Result<(), Interrupted> {
    Ok(())
}

#[retry(name = "search", breaker = UNNAMED, max_attempts = 1)]
fn search() -> io::Result<()> {
    Err(reset())
}

#[retry(name = "read", budget = SHARED, backoff = ["0s"])]
fn read(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

#[retry(name = "write", budget = &SHARED, backoff = ["0s"])]
fn write() -> io::Result<()> {
    Ok(())
}

#[retry(name = "own", budget, backoff = ["0s"])]
fn own() -> io::Result<()> {
    Err(reset())
}

#[retry(name = "lazy.user", budget = LATE, backoff = ["0s"])]
fn lazy() -> io::Result<()> {
    Ok(())
}

#[retry(name = "per.host", breaker = HOSTS.of(host), budget = None::<&Budget>)]
fn per_host(host: &str) -> io::Result<()> {
    let _ = host;
    Ok(())
}

#[retry(name = "bare")]
fn bare() -> io::Result<()> {
    Ok(())
}

#[test]
fn the_functions_run() {
    let _turn = Turn::begin();
    assert!(pay().is_ok());
    for result in [write(), lazy(), bare(), per_host("db-0")] {
        assert!(result.is_ok());
    }
}

fn toml(text: &str) -> Config {
    Config::new().toml("retry.toml", text)
}

fn apply(text: &str) -> Effective {
    toml(text).apply().unwrap_or_else(|error| panic!("{error}"))
}

fn error(text: &str) -> String {
    toml(text).check().unwrap_err().to_string()
}
