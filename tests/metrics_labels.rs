//! Whose call it was, in metrics: asked for, and bounded, once for the process.

use std::collections::BTreeSet;
use std::io;

use metrics::with_local_recorder;
use metrics_util::debugging::DebuggingRecorder;
use reattempt::retry;

#[retry(name = "send", max_attempts = 2, backoff = ["0s"], label = tenant)]
fn send(tenant: &str) -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

#[retry(name = "receive", max_attempts = 2, backoff = ["0s"], label = tenant)]
fn receive(tenant: &str) -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

#[retry(name = "plain", max_attempts = 2, backoff = ["0s"])]
fn plain() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionReset.into())
}

/// The names of the metrics that `call` counts, each with the values of its label.
fn labels(call: impl FnOnce()) -> BTreeSet<(String, Option<String>)> {
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, call);
    let snapshot = recorder.snapshotter().snapshot().into_vec();
    let series = snapshot.iter().map(|(key, ..)| {
        let mut labels = key.key().labels();
        let label = labels.find(|label| label.key() == "label");
        let name = key.key().name().to_owned();
        (name, label.map(|label| label.value().to_owned()))
    });
    series.collect()
}

fn of<const N: usize>(values: [Option<&str>; N]) -> BTreeSet<(String, Option<String>)> {
    let names = [
        "reattempt_attempts_total",
        "reattempt_call_attempts",
        "reattempt_calls_total",
        "reattempt_delay_seconds",
    ];
    let pairs = names
        .iter()
        .flat_map(|name| values.map(|value| ((*name).to_owned(), value.map(ToOwned::to_owned))));
    pairs.collect()
}

#[test]
fn labels_are_in_metrics_if_asked_for_and_so_many_of_them() {
    let all = |tenants: &[&str]| {
        for tenant in tenants {
            assert!(send(tenant).is_err());
        }
    };
    assert_eq!(labels(|| all(&["a", "b", "c"])), of([None]));

    reattempt::metrics::label_values(2);
    assert_eq!(
        labels(|| all(&["a", "b", "c", "d", "a"])),
        of([Some("a"), Some("b"), Some("other")])
    );
    let other_function = labels(|| assert!(receive("c").is_err()));
    assert_eq!(
        other_function,
        of([Some("c")]),
        "each has values of its own"
    );
    assert_eq!(labels(|| assert!(plain().is_err())), of([None]));

    let long = "é".repeat(100);
    let cut = "é".repeat(64);
    let seen = labels(|| assert!(receive(&long).is_err()));
    assert_eq!(seen, of([Some(&cut)]));

    reattempt::metrics::label_values(0);
    assert_eq!(labels(|| all(&["a"])), of([None]));
}
