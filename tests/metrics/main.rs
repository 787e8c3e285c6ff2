//! The metrics: what is counted, by which labels, and when.

mod breaker;
mod budget;
mod burst;
mod calls;
mod outcomes;
mod recorder_that_retries;
mod recorders;
mod recorders_that_panic;
#[path = "../support/mod.rs"]
mod support;

use metrics::with_local_recorder;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use reattempt::retry;
use std::collections::BTreeMap;
use support::{Calls, Error, StillClock};

/// Each series as `name{label=value,..}`, with its value.
type Series = BTreeMap<String, DebugValue>;

/// What `call` counts, on a clock of its own.
fn metrics<T>(call: impl FnOnce() -> T) -> Series {
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, || StillClock::new().scope().run(call));
    series(&recorder)
}

fn series(recorder: &DebuggingRecorder) -> Series {
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    let series = snapshot.into_iter().map(|(key, _, _, value)| {
        let key = key.key();
        let labels = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()));
        let labels: Vec<String> = labels.collect();
        (format!("{}{{{}}}", key.name(), labels.join(",")), value)
    });
    series.collect()
}

fn counter(value: u64) -> DebugValue {
    DebugValue::Counter(value)
}

fn gauge(value: f64) -> DebugValue {
    DebugValue::Gauge(value.into())
}

fn histogram<const N: usize>(values: [f64; N]) -> DebugValue {
    DebugValue::Histogram(values.map(Into::into).to_vec())
}

#[track_caller]
fn assert_metrics<const N: usize>(metrics: &Series, expected: [(&str, DebugValue); N]) {
    let expected = expected.map(|(series, value)| (series.to_owned(), value));
    assert_eq!(metrics, &Series::from(expected));
}

#[retry(name = "fetch", jitter = "none")]
fn fetch(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}
