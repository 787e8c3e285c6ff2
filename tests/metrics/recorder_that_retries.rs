//! A recorder that itself calls retried functions.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit, with_local_recorder,
};
use reattempt::{Breaker, Budget, retry};

static BUDGET: Budget = Budget::new();
static BREAKER: Breaker = Breaker::builder().consecutive_failures(2).build();

static PUSHES: AtomicU32 = AtomicU32::new(0);
static TOLD: AtomicU32 = AtomicU32::new(0);

#[retry(max_attempts = 3, backoff = ["0s"], budget = BUDGET)]
fn push() -> io::Result<()> {
    PUSHES.fetch_add(1, Relaxed);
    Err(io::ErrorKind::ConnectionReset.into())
}

#[retry(max_attempts = 3, backoff = ["0s"], budget = BUDGET, breaker = BREAKER)]
fn fetch() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

/// Pushes every value to where it cannot be reached.
struct Pushing;

impl Pushing {
    fn told() {
        TOLD.fetch_add(1, Relaxed);
        push().unwrap_err();
    }
}

impl CounterFn for Pushing {
    fn increment(&self, _value: u64) {
        Self::told();
    }

    fn absolute(&self, _value: u64) {
        Self::told();
    }
}

impl GaugeFn for Pushing {
    fn increment(&self, _value: f64) {
        Self::told();
    }

    fn decrement(&self, _value: f64) {
        Self::told();
    }

    fn set(&self, _value: f64) {
        Self::told();
    }
}

impl HistogramFn for Pushing {
    fn record(&self, _value: f64) {
        Self::told();
    }
}

impl Recorder for Pushing {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Arc::new(Self))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(Arc::new(Self))
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Arc::new(Self))
    }
}

#[test]
fn a_recorder_that_retries_with_a_budget_and_a_breaker_is_told_and_comes_to_an_end() {
    with_local_recorder(&Pushing, || {
        fetch().unwrap_err();
        reattempt::metrics::collect();
    });
    let (told, pushes) = (TOLD.load(Relaxed), PUSHES.load(Relaxed));
    assert!(told > 10, "{told}");
    assert!(pushes >= told, "each is pushed: {pushes} of {told}");
}
