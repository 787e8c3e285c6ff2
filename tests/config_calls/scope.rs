//! What operators set from outside holds inside of scopes too; a test says otherwise by a word of its own.

use std::io;
use std::time::Duration;

use reattempt::{Policy, RetryError, Scope, StopReason, retry};

use crate::{Turn, apply, reset};

/// More patient than any function here.
const EAGER: Policy = Policy::builder()
    .max_attempts(9)
    .initial_delay(Duration::ZERO)
    .build();

#[retry(name = "scoped", max_attempts = 2, backoff = ["0s"])]
fn scoped() -> Result<(), RetryError<io::Error>> {
    Err(reset())
}

/// How the call ends, and after how many attempts.
fn end(scope: &Scope) -> (StopReason, u32) {
    let error = scope.run(scoped).unwrap_err();
    (error.reason(), error.attempts())
}

#[test]
fn a_function_that_is_switched_off_stays_off_under_a_policy_of_the_scope() {
    let _turn = Turn::begin();
    let scope = Scope::new().policy(EAGER);
    assert_eq!(end(&scope), (StopReason::Attempts, 9));
    apply("scoped = { enabled = false }");
    assert_eq!(end(&scope), (StopReason::Disabled, 1));
}

#[test]
fn attempts_that_are_bounded_from_outside_stay_so_under_a_policy_of_the_scope() {
    let _turn = Turn::begin();
    apply("scoped = { max_attempts = 3 }");
    let scope = Scope::new().policy(EAGER);
    assert_eq!(end(&scope), (StopReason::Attempts, 3));
}

#[test]
fn a_test_that_is_unconfigured_does_not_depend_on_what_is_set_from_outside() {
    let _turn = Turn::begin();
    apply("scoped = { enabled = false }");
    assert_eq!(end(&Scope::new().unconfigured()), (StopReason::Attempts, 2));
    let scope = Scope::new().policy(EAGER).unconfigured();
    assert_eq!(end(&scope), (StopReason::Attempts, 9));
    let inner = Scope::new()
        .unconfigured()
        .run(|| end(&Scope::new().policy(EAGER)));
    assert_eq!(inner, (StopReason::Attempts, 9));
}
