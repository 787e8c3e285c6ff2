//! A recorder that panics: where a panic is under way already, and where budget and breaker change.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit, with_local_recorder,
};
use reattempt::guard::BreakerState::{Closed, Open};
use reattempt::{Breaker, Budget, retry};

use crate::support::{Calls, reset, secs};

thread_local! {
    /// The metric at which the recorder panics.
    static PANICS_AT: Cell<&'static str> = const { Cell::new("") };
}

/// Forgets what it is told, unless it panics.
struct Panicking;

struct Metric(String);

impl Metric {
    fn of(key: &Key) -> Arc<Self> {
        Arc::new(Self(key.name().to_owned()))
    }

    fn told(&self) {
        if self.0 == PANICS_AT.get() {
            resume_unwind(Box::new("by the recorder"));
        }
    }
}

impl CounterFn for Metric {
    fn increment(&self, _: u64) {
        self.told();
    }

    fn absolute(&self, _: u64) {
        self.told();
    }
}

impl GaugeFn for Metric {
    fn increment(&self, _: f64) {
        self.told();
    }

    fn decrement(&self, _: f64) {
        self.told();
    }

    fn set(&self, _: f64) {
        self.told();
    }
}

impl HistogramFn for Metric {
    fn record(&self, _: f64) {
        self.told();
    }
}

impl Recorder for Panicking {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Metric::of(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(Metric::of(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Metric::of(key))
    }
}

const ATTEMPTS: &str = "reattempt_attempts_total";
const BREAKER_STATE: &str = "reattempt_breaker_state";
const BUDGET_TOKENS: &str = "reattempt_budget_tokens";
const DELAY: &str = "reattempt_delay_seconds";

/// What the panic says that comes out of `call`.
#[track_caller]
fn panic_of<T>(call: impl FnOnce() -> T) -> &'static str {
    let call = || with_local_recorder(&Panicking, call);
    let result = catch_unwind(AssertUnwindSafe(call));
    PANICS_AT.set("");
    match result {
        Ok(_) => panic!("no panic"),
        Err(panic) => panic.downcast_ref::<&str>().expect("a text"),
    }
}

#[test]
fn a_panic_of_the_body_that_opens_the_breaker_goes_on_although_the_recorder_panics() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(2).build();

    #[retry(breaker = BREAKER, max_attempts = 1)]
    fn call(calls: &Calls) -> io::Result<()> {
        if calls.count() == 1 {
            return Err(reset());
        }
        PANICS_AT.set(BREAKER_STATE);
        resume_unwind(Box::new("by the body"))
    }

    let calls = Calls::default();
    call(&calls).unwrap_err();
    assert_eq!(panic_of(|| call(&calls)), "by the body");
    assert_eq!(BREAKER.state(), Open);
}

#[test]
fn a_retry_that_a_panic_of_the_recorder_prevents_takes_no_token() {
    static BUDGET: Budget = Budget::new();

    #[retry(budget = BUDGET, backoff = ["0s"])]
    fn call() -> io::Result<()> {
        Err(reset())
    }

    // From here on the recorder is told of the budget when it has been paid from, and not before.
    call().unwrap_err();
    let tokens = BUDGET.tokens();
    for metric in [BUDGET_TOKENS, ATTEMPTS, DELAY] {
        PANICS_AT.set(metric);
        assert_eq!(panic_of(call), "by the recorder", "{metric}");
        assert_eq!(BUDGET.tokens(), tokens, "{metric}");
        assert_eq!(BUDGET.retrying(), 0, "{metric}");
    }
}

#[test]
fn a_success_reaches_budget_and_breaker_although_the_recorder_panics() {
    static BUDGET: Budget = Budget::new();
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(1)
        .open_for(secs(0))
        .build();

    /// Fails, and is a probe that succeeds.
    #[retry(budget = BUDGET, breaker = BREAKER, backoff = ["0s"])]
    fn call(calls: &Calls, metric: &'static str) -> io::Result<()> {
        if calls.count() == 1 {
            return Err(reset());
        }
        PANICS_AT.set(metric);
        Ok(())
    }

    for metric in [BREAKER_STATE, BUDGET_TOKENS] {
        let call = || call(&Calls::default(), metric);
        assert_eq!(panic_of(call), "by the recorder", "{metric}");
        assert_eq!(BUDGET.tokens(), 500, "{metric}");
        assert_eq!(BREAKER.state(), Closed, "{metric}");
    }
}
