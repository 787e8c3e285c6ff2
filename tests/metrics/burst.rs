//! Gauges while several threads change what they show.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use metrics::{
    Counter, Gauge, GaugeFn, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit,
    with_local_recorder,
};
use reattempt::{Breaker, Budget, retry};

use crate::support::{Error, secs};

/// Keeps what a gauge was set to last. A thread with a `Stop` is held up before it sets the first value that
/// the `Stop` waits for.
#[derive(Clone, Default)]
struct Slow {
    last: Arc<Mutex<Option<f64>>>,
    stop: Arc<Mutex<Option<Stop>>>,
}

struct Stop {
    at: f64,
    reached: Sender<()>,
    go_on: Receiver<()>,
}

impl Slow {
    fn last(&self) -> Option<f64> {
        *self.last.lock().unwrap()
    }
}

#[expect(clippy::float_cmp, reason = "whole numbers")]
impl GaugeFn for Slow {
    fn increment(&self, _: f64) {
        unreachable!("it is set");
    }

    fn decrement(&self, _: f64) {
        unreachable!("it is set");
    }

    fn set(&self, value: f64) {
        let stop = self.stop.lock().unwrap().take_if(|stop| stop.at == value);
        if let Some(stop) = stop {
            stop.reached.send(()).unwrap();
            stop.go_on.recv_timeout(secs(60)).unwrap();
        }
        *self.last.lock().unwrap() = Some(value);
    }
}

/// Hands out one gauge, and forgets everything else.
struct OneGauge {
    metric: &'static str,
    label: Option<&'static str>,
    gauge: Slow,
}

impl Recorder for OneGauge {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let is_labelled = self
            .label
            .is_none_or(|label| key.labels().any(|other| other.value() == label));
        if key.name() == self.metric && is_labelled {
            Gauge::from_arc(Arc::new(self.gauge.clone()))
        } else {
            Gauge::noop()
        }
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// Runs `change` on another thread until a gauge is about to be set to `at`, and then `meanwhile` here; what
/// the gauge shows when both are at their end.
fn shown_after(
    metric: &'static str,
    label: Option<&'static str>,
    at: f64,
    change: impl Fn() + Send,
    meanwhile: impl Fn(),
) -> Option<f64> {
    let (reached, is_reached) = channel();
    let (go, go_on) = channel();
    let gauge = Slow::default();
    *gauge.stop.lock().unwrap() = Some(Stop { at, reached, go_on });
    let recorder = OneGauge {
        metric,
        label,
        gauge: gauge.clone(),
    };
    thread::scope(|scope| {
        let held_up = &recorder;
        scope.spawn(move || with_local_recorder(held_up, change));
        is_reached.recv_timeout(secs(60)).unwrap();
        with_local_recorder(&recorder, meanwhile);
        go.send(()).unwrap();
    });
    gauge.last()
}

#[test]
fn the_gauge_of_a_budget_ends_at_what_is_left_although_a_thread_was_slow_to_set_it() {
    static BUDGET: Budget = Budget::total(10);

    #[retry(name = "burst", budget = BUDGET, max_attempts = 2, backoff = ["0s"])]
    fn fetch() -> Result<(), Error> {
        Err(Error::Io(1))
    }
    let fetch = || {
        fetch().unwrap_err();
    };

    // One retry leaves 9, which is set when the other retry has left 8.
    let shown = shown_after("reattempt_budget_tokens", None, 9.0, fetch, fetch);
    assert_eq!((shown, BUDGET.tokens()), (Some(8.0), 8));
}

#[test]
fn the_gauge_of_a_breaker_ends_at_its_state_although_a_thread_was_slow_to_set_it() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(1).build();

    #[retry(name = "burst", breaker = BREAKER, max_attempts = 1)]
    fn fetch() -> Option<()> {
        None
    }

    let open = || assert!(fetch().is_none());
    let shown = shown_after("reattempt_breaker_state", Some("open"), 1.0, open, || {
        BREAKER.reset();
    });
    assert_eq!(shown, Some(0.0));
}
