//! Functions with options.

use reattempt::{Breaker, Budget, Interrupted, Policy};

use crate::*;

static BUDGET: Budget = Budget::new();
static BREAKER: Breaker = Breaker::new();

#[derive(Debug)]
pub(super) enum Error {
    Busy,
    Interrupted(Interrupted),
}

impl From<Interrupted> for Error {
    fn from(interrupted: Interrupted) -> Self {
        Self::Interrupted(interrupted)
    }
}

#[retry(policy = policy, jitter = "none")]
fn policy_at_entry(policy: Policy) -> Result {
    Ok(())
}

#[retry(on = [Busy], when = |_| true, on_event = |_| {}, attempt = attempt, budget = BUDGET)]
fn hooks() -> Result<(), Error> {
    assert!(attempt.is_first());
    Ok(())
}

#[retry(on = [_], until = |&value| value > 0, breaker = BREAKER, budget)]
fn guards() -> Result<u32, Error> {
    Ok(1)
}

#[retry(on = [Busy], attempt_timeout = "1s", until = |()| true, breaker = BREAKER)]
async fn ends() -> Result<(), Error> {
    Ok(())
}

#[retry(max_attempts = 2, max_elapsed = "1s", nested = "bounded", sleep = |_| {})]
fn bounds() -> Result {
    Ok(())
}

#[test]
fn every_function_with_options_is_listed_once() {
    assert_listed_once(
        "sites_listed::options",
        &["policy_at_entry", "hooks", "guards", "ends", "bounds"],
    );
}
