//! One policy counts from the first failure on, and it alone is asked and told.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use reattempt::{Backoff, Class, Policy, RetryContext, Scope, Strategy, retry};

use crate::support::{Calls, Error};

/// A backoff that counts what it is asked and told.
#[derive(Debug)]
struct Counted {
    asked: AtomicU32,
    failed: AtomicU32,
    succeeded: AtomicU32,
}

/// What a [`Counted`] has counted.
#[derive(Debug, PartialEq)]
struct Heard {
    asked: u32,
    failed: u32,
    succeeded: u32,
}

const NOTHING: Heard = Heard {
    asked: 0,
    failed: 0,
    succeeded: 0,
};

/// Two failures, then a success.
const WHOLE_CALL: Heard = Heard {
    asked: 2,
    failed: 2,
    succeeded: 1,
};

const SUCCESS_AT_ONCE: Heard = Heard {
    asked: 0,
    failed: 0,
    succeeded: 1,
};

impl Counted {
    const fn new() -> Self {
        Self {
            asked: AtomicU32::new(0),
            failed: AtomicU32::new(0),
            succeeded: AtomicU32::new(0),
        }
    }

    fn heard(&self) -> Heard {
        Heard {
            asked: self.asked.load(Relaxed),
            failed: self.failed.load(Relaxed),
            succeeded: self.succeeded.load(Relaxed),
        }
    }

    fn policy(&'static self) -> Policy {
        let builder = Policy::builder().max_attempts(5);
        builder.backoff(Strategy::Custom(self)).build()
    }
}

impl Backoff for Counted {
    fn delay(&self, _retry: &RetryContext) -> Duration {
        self.asked.fetch_add(1, Relaxed);
        Duration::ZERO
    }

    fn failed(&self, _class: Class) {
        self.failed.fetch_add(1, Relaxed);
    }

    fn succeeded(&self) {
        self.succeeded.fetch_add(1, Relaxed);
    }
}

#[test]
fn a_sync_call_tells_the_backoff_of_its_own_where_nothing_replaces_it() {
    static OWN: Counted = Counted::new();

    #[retry(max_attempts = 5, backoff = OWN)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(2)
    }

    assert_eq!(call(&Calls::default()), Ok(3));
    assert_eq!(OWN.heard(), WHOLE_CALL);
}

#[test]
fn a_sync_call_under_a_policy_of_the_scope_tells_that_one_alone() {
    static OWN: Counted = Counted::new();
    static OTHER: Counted = Counted::new();

    #[retry(max_attempts = 5, backoff = OWN)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(2)
    }

    let scope = Scope::new().policy(OTHER.policy());
    assert_eq!(scope.run(|| call(&Calls::default())), Ok(3));
    assert_eq!((OTHER.heard(), OWN.heard()), (WHOLE_CALL, NOTHING));
}

#[tokio::test]
async fn an_async_call_under_a_policy_of_the_scope_tells_that_one_alone() {
    static OWN: Counted = Counted::new();
    static OTHER: Counted = Counted::new();

    #[retry(max_attempts = 5, backoff = OWN)]
    async fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(2)
    }

    let scope = Scope::new().policy(OTHER.policy());
    let calls = Calls::default();
    assert_eq!(scope.wrap(call(&calls)).await, Ok(3));
    assert_eq!((OTHER.heard(), OWN.heard()), (WHOLE_CALL, NOTHING));
}

#[test]
fn a_backoff_of_the_scope_hears_of_functions_without_one_of_their_own() {
    static OTHER: Counted = Counted::new();

    #[retry(max_attempts = 5)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(2)
    }

    let scope = Scope::new().policy(OTHER.policy());
    assert_eq!(scope.run(|| call(&Calls::default())), Ok(3));
    assert_eq!(OTHER.heard(), WHOLE_CALL);
}

#[test]
fn a_call_that_gives_up_tells_of_every_failure_and_of_no_success() {
    static OWN: Counted = Counted::new();
    static OTHER: Counted = Counted::new();

    #[retry(max_attempts = 5, backoff = OWN)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.fail()
    }

    let scope = Scope::new().policy(OTHER.policy());
    assert_eq!(scope.run(|| call(&Calls::default())), Err(Error::Io(5)));
    let expected = Heard {
        asked: 4,
        failed: 5,
        succeeded: 0,
    };
    assert_eq!((OTHER.heard(), OWN.heard()), (expected, NOTHING));
}

#[test]
fn a_success_at_once_looks_nothing_up_and_tells_the_backoff_of_its_own() {
    static OWN: Counted = Counted::new();
    static OTHER: Counted = Counted::new();

    #[retry(max_attempts = 5, backoff = OWN)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(0)
    }

    let scope = Scope::new().policy(OTHER.policy());
    assert_eq!(scope.run(|| call(&Calls::default())), Ok(1));
    assert_eq!((OTHER.heard(), OWN.heard()), (NOTHING, SUCCESS_AT_ONCE));
}
