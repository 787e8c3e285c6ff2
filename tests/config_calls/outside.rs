//! What else of a function is set from outside: the time of an attempt, the level of its log.

use crate::support::lines::Lines;
use crate::support::{secs, timed};
use crate::{Turn, apply, reset};
use reattempt::config::{Config, ProblemKind};
use reattempt::test_util::VirtualClock;
use reattempt::{Interrupted, Scope, retry};
use std::cell::Cell;
use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

#[retry(
    name = "hangs",
    attempt_timeout = "10s",
    max_attempts = 2,
    initial_delay = "0s"
)]
async fn hangs() -> Result<(), Interrupted> {
    pending().await
}

#[retry(
    name = "cut",
    attempt_timeout = "10s",
    max_attempts = 2,
    initial_delay = "0s",
    max_elapsed = "8s"
)]
async fn cut() -> Result<(), Interrupted> {
    pending().await
}

#[retry(name = "endless")]
async fn endless() -> io::Result<()> {
    Ok(())
}

/// The limit of the last attempt, and how long the call took.
fn run(call: impl Future<Output = Result<(), Interrupted>>, scope: Scope) -> (Duration, Duration) {
    let clock = Arc::new(VirtualClock::new());
    let scope = scope.clock(clock.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let error = runtime.block_on(scope.wrap(call)).unwrap_err();
    let Interrupted::AttemptTimeout { limit, .. } = error else {
        panic!("{error}");
    };
    (limit, clock.elapsed())
}

#[test]
fn the_time_of_every_attempt_is_the_configured_one() {
    let _turn = Turn::begin();
    assert_eq!(run(hangs(), Scope::new()), (secs(10), secs(20)));
    for (settings, expected) in [
        ("hangs = { attempt_timeout = '3s' }", (secs(3), secs(6))),
        ("hangs = { attempt_timeout = '1m' }", (secs(60), secs(120))),
        ("hangs = { max_attempts = 3 }", (secs(10), secs(30))),
    ] {
        apply(settings);
        assert_eq!(run(hangs(), Scope::new()), expected, "{settings}");
    }
    apply("hangs = { attempt_timeout = '3s' }");
    let unconfigured = Scope::new().unconfigured();
    assert_eq!(run(hangs(), unconfigured), (secs(10), secs(20)));
    apply("cut = { attempt_timeout = '5s' }");
    assert_eq!(
        run(cut(), Scope::new()),
        (secs(3), secs(8)),
        "by `max_elapsed`"
    );
}

#[test]
fn a_function_without_a_limit_gets_none_from_outside() {
    drop(endless());
    let check = |text: &str| Config::new().toml("retry.toml", text).check();
    let error = check("endless = { attempt_timeout = '5s' }").unwrap_err();
    assert_eq!(
        error.problems()[0].kind,
        ProblemKind::NoAttemptTimeout {
            sites: vec!["endless"]
        }
    );
    assert_eq!(
        error.to_string(),
        r#"retry.toml: "endless": attempt_timeout = "5s": is of no use to endless, which in the code has no attempt_timeout"#
    );
    let effective = check("'*' = { attempt_timeout = '5s' }")
        .unwrap()
        .effective()
        .clone();
    assert!(effective.site("endless").unwrap().settings().is_empty());
    assert_eq!(effective.site("hangs").unwrap().settings().len(), 1);
    let error = check("hangs = { attempt_timeout = 0 }")
        .unwrap_err()
        .to_string();
    assert!(error.contains("must be a duration above zero"), "{error}");
}

#[retry(
    name = "told",
    max_attempts = 2,
    backoff = "fixed",
    initial_delay = "0s"
)]
fn told(calls: &Cell<u32>, good_from: u32) -> io::Result<()> {
    calls.set(calls.get() + 1);
    if calls.get() < good_from {
        Err(reset())
    } else {
        Ok(())
    }
}

/// The levels of the lines of a call that gives up, and of one that recovers.
fn levels() -> Vec<String> {
    let lines = Lines::default();
    lines.collect(|| {
        assert!(timed(|| told(&Cell::new(0), 9)).0.is_err());
        assert!(timed(|| told(&Cell::new(0), 2)).0.is_ok());
    });
    let level = |line: String| line.split(' ').next().unwrap().to_owned();
    lines.take().into_iter().map(level).collect()
}

#[test]
fn the_log_is_as_loud_as_configured() {
    let _turn = Turn::begin();
    for (settings, expected) in [
        ("", vec!["WARN", "ERROR", "WARN", "INFO"]),
        ("log = 'warn'", vec!["WARN", "WARN", "WARN", "INFO"]),
        ("log = 'info'", vec!["INFO"; 4]),
        ("log = 'debug'", vec!["DEBUG"; 4]),
        ("log = 'off'", vec![]),
    ] {
        apply(&format!("[told]\n{settings}"));
        assert_eq!(levels(), expected, "{settings}");
    }
}

#[test]
fn the_level_of_the_log_is_a_variable_whose_prefix_speaks_of_retries() {
    let config = |prefix: &str| {
        let config = Config::new().env(prefix, "told");
        config.vars([(format!("{prefix}_LOG"), "debug")])
    };
    let set = |prefix: &str| {
        let checked = config(prefix).check().unwrap();
        checked.effective().site("told").unwrap().settings().len()
    };
    assert_eq!((set("RETRY"), set("APP_RETRY"), set("APP")), (1, 1, 0));
    assert!(config("RETRY").help().contains("RETRY_LOG "));
    assert!(!config("APP").help().contains("APP_LOG "));
    let error = Config::new()
        .toml("a", "told = { log = 'warning' }")
        .check()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"a: "told": log = "warning": must be "warn", "info", "debug" or "off"; write "warn""#
    );
}
