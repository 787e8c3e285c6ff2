//! A panic of what is asked about an attempt, or told of it, is none of the attempt: a breaker hears how
//! that ended, or nothing. No place stays taken in budget or breaker.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::sync::Arc;
use std::time::Duration;

use reattempt::guard::{BreakerState, CallOutcome, CircuitBreaker, OpenFor, Ticket};
use reattempt::observer::{Observation, Observer};
use reattempt::{
    Breaker, Budget, Class, Classify, Event, Interrupted, Policy, Retry, Scope, Strategy, retry,
};

use crate::support::Calls;
use crate::tally::{Counts, Tally};

fn panics() -> ! {
    resume_unwind(Box::new("on purpose"));
}

/// An error that is as it should be, or panics when it is asked for its class.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("reset")]
    Reset,
    #[error("unclassified")]
    Unclassified,
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::Unclassified => panics(),
            _ => Class::Transient,
        }
    }
}

const ONE_SUCCESS: Counts = Counts {
    successes: 1,
    failures: 0,
    abandoned: 0,
    out: 0,
};

const ONE_FAILURE: Counts = Counts {
    successes: 0,
    failures: 1,
    ..ONE_SUCCESS
};

const NEITHER: Counts = Counts {
    successes: 0,
    abandoned: 1,
    ..ONE_SUCCESS
};

/// What a breaker has heard of a call that panics.
#[track_caller]
fn assert_heard<T>(call: impl FnOnce() -> T, tally: &Tally, expected: Counts) {
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    assert_eq!(tally.counts(), expected);
}

/// Asserts what a breaker has heard of a sync function and an async one with these options, whose body
/// is `$result`.
macro_rules! assert_heard {
    ($expected:expr, $result:expr, $($options:tt)*) => {{
        static SYNC: Tally = Tally::new();
        static ASYNC: Tally = Tally::new();
        static BUDGET: Budget = Budget::new();

        #[retry(budget = BUDGET, breaker = SYNC, backoff = ["0s"], $($options)*)]
        fn sync() -> Result<u32, Error> {
            $result
        }

        #[retry(budget = BUDGET, breaker = ASYNC, backoff = ["0s"], $($options)*)]
        async fn asynchronous() -> Result<u32, Error> {
            $result
        }

        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.build().unwrap();
        assert_heard(sync, &SYNC, $expected);
        assert_heard(|| runtime.block_on(asynchronous()), &ASYNC, $expected);
        assert_eq!(BUDGET.retrying(), 0);
    }};
}

#[test]
fn a_panic_of_until_is_after_a_success() {
    assert_heard!(ONE_SUCCESS, Ok(1), until = |_| panics());
}

#[test]
fn a_panic_of_when_says_nothing_of_the_attempt() {
    assert_heard!(NEITHER, Err(Error::Reset), when = |_| panics());
    assert_heard!(NEITHER, Err(Error::Reset), on = [_], when = |_| panics());
}

#[test]
fn a_panic_of_retry_after_says_nothing_of_the_attempt() {
    assert_heard!(NEITHER, Err(Error::Reset), retry_after = |_| panics());
}

#[test]
fn a_panic_of_classify_says_nothing_of_the_attempt() {
    assert_heard!(NEITHER, Err(Error::Unclassified), max_attempts = 2);
}

#[test]
fn a_panic_of_on_event_is_after_a_failure() {
    assert_heard!(ONE_FAILURE, Err(Error::Reset), on_event = |_| panics());
    assert_heard!(
        ONE_FAILURE,
        Err(Error::Reset),
        max_attempts = 1,
        on_event = |_| panics()
    );
}

#[test]
fn a_panic_of_sleep_is_after_a_failure() {
    static TALLY: Tally = Tally::new();

    #[retry(breaker = TALLY, sleep = |_| panics())]
    fn call() -> Result<(), Error> {
        Err(Error::Reset)
    }
    assert_heard(call, &TALLY, ONE_FAILURE);
}

#[test]
fn a_panic_of_on_event_after_a_recovery_is_after_a_success() {
    static TALLY: Tally = Tally::new();

    #[retry(breaker = TALLY, backoff = ["0s"], on_event = |event| {
        if let Event::Recovered(_) = event {
            panics()
        }
    })]
    fn call(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Reset),
            _ => Ok(()),
        }
    }
    let expected = Counts {
        successes: 1,
        ..ONE_FAILURE
    };
    assert_heard(|| call(&Calls::default()), &TALLY, expected);
}

/// What is dropped belongs to the body.
#[test]
fn a_panic_where_an_attempt_that_timed_out_is_dropped_is_one_of_the_attempt() {
    static TALLY: Tally = Tally::new();

    struct Panics;

    impl Drop for Panics {
        fn drop(&mut self) {
            panics()
        }
    }

    #[retry(breaker = TALLY, attempt_timeout = "1s")]
    async fn call() -> Result<(), Error> {
        let _panics = Panics;
        std::future::pending().await
    }

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let call = async {
        assert!(call().await.is_ok());
    };
    assert_heard(|| runtime.block_on(call), &TALLY, ONE_FAILURE);
}

#[test]
fn a_retry_that_a_panic_of_on_event_prevents_takes_no_token() {
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, backoff = ["0s"], on_event = |event| match event {
        Event::Retrying(retrying) if retrying.attempt == at => panics(),
        _ => {}
    })]
    fn call(at: u32) -> Result<(), Error> {
        Err(Error::Reset)
    }

    assert!(catch_unwind(|| call(1)).is_err());
    assert_eq!(BUDGET.tokens(), 500);
    assert!(catch_unwind(|| call(2)).is_err());
    assert_eq!(BUDGET.tokens(), 486, "the first retry was made");
}

#[test]
fn a_retry_that_a_panic_of_an_observer_prevents_takes_no_token() {
    static BUDGET: Budget = Budget::new();

    #[derive(Debug)]
    struct Panics;

    impl Observer for Panics {
        fn observe(&self, _: &Observation<'_>) {
            panics()
        }
    }

    #[retry(budget = BUDGET)]
    fn call() -> Result<(), Error> {
        Err(Error::Reset)
    }

    let scope = Scope::new().observer(Arc::new(Panics));
    assert!(catch_unwind(AssertUnwindSafe(|| scope.run(call))).is_err());
    assert_eq!((BUDGET.tokens(), BUDGET.retrying()), (500, 0));
}

/// It panics as well when it is told of the panic.
#[test]
fn a_panic_of_the_body_goes_on_although_the_breaker_panics() {
    struct Panics;

    impl CircuitBreaker for Panics {
        fn admit(&self) -> Result<Ticket, OpenFor> {
            Ok(Ticket::default())
        }

        fn settle(&self, _: Ticket, _: CallOutcome) {
            panic_any(PanicsWhenDropped)
        }
    }

    struct PanicsWhenDropped;

    impl Drop for PanicsWhenDropped {
        fn drop(&mut self) {
            panics()
        }
    }

    static BREAKER: Panics = Panics;

    #[retry(breaker = BREAKER)]
    fn sync() -> Result<(), Error> {
        resume_unwind(Box::new("by the body"))
    }

    #[retry(breaker = BREAKER)]
    async fn asynchronous() -> Result<(), Error> {
        resume_unwind(Box::new("by the body"))
    }

    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let call = || runtime.block_on(asynchronous());
    for panic in [catch_unwind(sync), catch_unwind(AssertUnwindSafe(call))] {
        assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"by the body"));
    }
}

/// As is its hook.
#[test]
fn a_panic_of_the_body_that_opens_a_breaker_goes_on_although_its_hook_panics() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .on_change(|_| panics())
        .build();

    #[retry(breaker = BREAKER)]
    fn call() -> Result<(), Error> {
        resume_unwind(Box::new("by the body"))
    }

    let panic = catch_unwind(call).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"by the body"));
    assert_eq!(BREAKER.state(), BreakerState::Open);
}

/// What the breaker of a sync and an async call by a value has heard that panics; `$retry` gives it closures.
macro_rules! assert_heard_of_values {
    ($expected:expr, $result:expr, |$retry:ident| $hooks:expr) => {{
        static BUDGET: Budget = Budget::new();
        static SYNC: Tally = Tally::new();
        static ASYNC: Tally = Tally::new();
        const POLICY: Policy = Policy::builder()
            .backoff(Strategy::Schedule(&[Duration::ZERO]))
            .build();

        let retry = |tally: &'static Tally| {
            let $retry = Retry::new(POLICY).budget(&BUDGET).breaker(tally);
            $hooks
        };
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.build().unwrap();
        let result = || -> Result<u32, Error> { $result };
        assert_heard(|| retry(&SYNC).call(result), &SYNC, $expected);
        let call = async || retry(&ASYNC).call_async(async || result()).await;
        assert_heard(|| runtime.block_on(call()), &ASYNC, $expected);
        assert_eq!(BUDGET.tokens(), 500, "no retry was made");
    }};
}

#[test]
fn a_panic_of_a_closure_of_a_value_is_none_of_the_attempt() {
    assert_heard_of_values!(ONE_SUCCESS, Ok(1), |retry| retry.until(|_| panics()));
    assert_heard_of_values!(NEITHER, Err(Error::Reset), |retry| retry
        .when(|_: &Error| panics()));
    assert_heard_of_values!(NEITHER, Err(Error::Reset), |retry| retry
        .classify(|_: &Error| panics()));
    assert_heard_of_values!(NEITHER, Err(Error::Reset), |retry| retry
        .retry_after(|_: &Error| panics()));
    assert_heard_of_values!(NEITHER, Err(Error::Unclassified), |retry| retry);
    assert_heard_of_values!(ONE_FAILURE, Err(Error::Reset), |retry| retry
        .on_event(|_: &Event<'_, Error>| panics()));
    assert_heard_of_values!(ONE_FAILURE, panics(), |retry| retry);
}
