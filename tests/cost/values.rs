//! A call of a closure costs what the attribute costs: a success at once allocates nothing and leaves the
//! clock alone, a retried one allocates one thing if it is async.

use crate::allocations::{allocations, allowed, poll_until_ready};
use crate::seams::CountingClock;
use crate::support::{Calls, Error};
use reattempt::{Breaker, Classify, Clock, Interrupted, Policy, Retry};
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

const AT_ONCE: Policy = Policy::builder()
    .max_attempts(4)
    .initial_delay(Duration::ZERO)
    .build();

static RETRY: Retry = Retry::new(AT_ONCE).name("values");

#[test]
fn a_success_allocates_nothing() {
    let calls = Calls::default();
    let by_policy = || assert!(AT_ONCE.call(|| calls.succeed_after(0)).is_ok());
    assert_eq!(allocations(by_policy), 0);
    let by_retry = || assert!(RETRY.call(|| calls.succeed_after(0)).is_ok());
    assert_eq!(allocations(by_retry), 0);
    let asynchronous = || {
        let future = pin!(RETRY.call_async(async || calls.succeed_after(0)));
        assert!(poll_until_ready(future).is_ok());
    };
    assert_eq!(allocations(asynchronous), 0);
}

#[test]
fn a_breaker_is_put_on_at_the_call_without_an_allocation() {
    let breaker = Breaker::new();
    let guarded = || {
        let retry = RETRY.clone().breaker(&breaker);
        retry.call(|| Ok::<_, Guarded>(()))
    };
    assert_eq!(allocations(|| assert!(guarded().is_ok())), 0);
    breaker.open_now();
    assert!(guarded().is_err());
}

/// What a call with a breaker needs of its error.
#[derive(Debug, Classify)]
#[classify(transient)]
struct Guarded;

impl fmt::Display for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("circuit open")
    }
}

impl From<Interrupted> for Guarded {
    fn from(_: Interrupted) -> Self {
        Self
    }
}

#[test]
fn a_retried_call_allocates_one_thing_at_most() {
    // The first failure at a place makes its site.
    let sync = |calls: &Calls, failures| RETRY.call(|| calls.succeed_after(failures));
    let asynchronous = |calls: &Calls, failures| {
        let future = pin!(RETRY.call_async(async || calls.succeed_after(failures)));
        poll_until_ready(future)
    };
    assert!(sync(&Calls::default(), 1).is_ok() && asynchronous(&Calls::default(), 1).is_ok());
    for failures in 1..=3 {
        let calls = Calls::default();
        let allocated = allocations(|| assert!(sync(&calls, failures).is_ok()));
        assert!(allocated <= allowed(failures), "sync: {allocated}");
        let calls = Calls::default();
        let allocated = allocations(|| assert!(asynchronous(&calls, failures).is_ok()));
        assert!(allocated <= allowed(failures), "async: {allocated}");
    }
}

#[test]
fn a_success_reads_no_clock_unless_the_policy_has_a_limit() {
    let clock = CountingClock::new();
    let scope = reattempt::Scope::new().clock(clock.clone() as Arc<dyn Clock>);
    scope.run(|| {
        assert!(RETRY.call(|| Ok::<_, Error>(())).is_ok());
        assert!(poll_until_ready(pin!(RETRY.call_async(async || Ok::<_, Error>(())))).is_ok());
    });
    assert_eq!(clock.reads(), 0);
    let bounded = AT_ONCE
        .to_builder()
        .max_elapsed(Duration::from_secs(1))
        .build();
    scope.run(|| bounded.call(|| Ok::<_, Error>(()))).unwrap();
    assert_eq!(clock.reads(), 1);
}

#[test]
fn futures_and_states_stay_small() {
    let calls = Calls::default();
    let future = RETRY.call_async(async || calls.succeed_after(0));
    assert!(size_of_val(&future) <= 440, "{}", size_of_val(&future));
}
