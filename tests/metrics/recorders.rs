//! What a recorder is given: labels, descriptions and units; and that there need not be one.

use crate::support::{Calls, Error, StillClock};
use crate::{fetch, metrics};
use metrics::with_local_recorder;
use metrics_exporter_prometheus::PrometheusBuilder;
use metrics_util::debugging::DebuggingRecorder;
use prometheus_parse::{LineInfo, Scrape, Value};
use reattempt::{Breaker, Budget, retry};
use std::io;

#[test]
fn labels_are_the_same_for_any_number_of_calls_and_arguments() {
    #[retry(name = "fetch", max_attempts = 200, backoff = ["0s"])]
    fn fetch(argument: &str, calls: &Calls) -> io::Result<()> {
        let text = format!("secret text {argument} {}", calls.count());
        Err(io::Error::new(io::ErrorKind::TimedOut, text))
    }
    let few = |calls: u32| {
        metrics(|| {
            for number in 0..calls {
                let _ = fetch(&format!("argument {number}"), &Calls::default());
            }
        })
    };
    let series: Vec<String> = few(20).into_keys().collect();
    assert_eq!(series, few(1).into_keys().collect::<Vec<_>>());
    let series = series.join("\n");
    for unbounded in ["secret", "argument", "200", "timed out"] {
        assert!(!series.contains(unbounded), "{series}");
    }
}

#[test]
fn prometheus_can_read_all_metrics() {
    static BUDGET: Budget = Budget::new();
    static BREAKER: Breaker = Breaker::new();

    #[retry(name = "a \"quoted\"\nname", budget = BUDGET, breaker = BREAKER, on = [_])]
    fn fetch() -> io::Result<()> {
        Err(io::ErrorKind::ConnectionReset.into())
    }

    let recorder = PrometheusBuilder::new()
        .with_recommended_naming(true)
        .build_recorder();
    with_local_recorder(&recorder, || {
        reattempt::metrics::describe();
        StillClock::new().scope().run(fetch).unwrap_err();
    });
    let text = recorder.handle().render();

    for line in text.lines().filter(|line| !line.is_empty()) {
        assert!(LineInfo::parse(line) != LineInfo::Ignored, "{line}");
    }
    let lines = text.lines().map(|line| Ok(line.to_owned()));
    let scrape = Scrape::parse(lines).unwrap();
    let value = |metric: &str, label: Option<(&str, &str)>| {
        let mut samples = scrape.samples.iter().filter(|sample| {
            sample.metric == metric
                && label.is_none_or(|(name, value)| sample.labels.get(name) == Some(value))
        });
        let value = samples
            .next()
            .unwrap_or_else(|| panic!("{metric} in {text}"));
        assert!(samples.next().is_none(), "{metric} {label:?} in {text}");
        match value.value {
            Value::Counter(value) | Value::Gauge(value) | Value::Untyped(value) => value,
            ref other => panic!("{metric} is {other:?}"),
        }
    };
    let is = |metric, label, expected: f64| {
        let value: f64 = value(metric, label);
        assert!((value - expected).abs() < 1e-9, "{metric} is {value}");
    };
    is(
        "reattempt_attempts_total",
        Some(("class", "transient")),
        3.0,
    );
    is("reattempt_calls_total", Some(("outcome", "attempts")), 1.0);
    is("reattempt_call_attempts_sum", None, 3.0);
    is("reattempt_delay_seconds_count", None, 2.0);
    is("reattempt_budget_tokens", None, 472.0);
    is("reattempt_breaker_state", Some(("state", "closed")), 1.0);
    is("reattempt_breaker_state", Some(("state", "open")), 0.0);

    for metric in [
        "reattempt_attempts_total",
        "reattempt_calls_total",
        "reattempt_call_attempts",
        "reattempt_delay_seconds",
        "reattempt_budget_tokens",
        "reattempt_breaker_state",
    ] {
        assert!(scrape.docs.contains_key(metric), "{metric} in {text}");
    }
}

#[test]
fn every_metric_is_described_with_its_unit() {
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, || {
        reattempt::metrics::describe();
        let _ = fetch(&Calls::default(), 1);
    });
    let unit = |name: &str| {
        let metrics = recorder.snapshotter().snapshot().into_vec();
        let metric = metrics
            .into_iter()
            .find(|(key, ..)| key.key().name() == name);
        let (_, unit, description, _) = metric.unwrap();
        assert!(description.is_some_and(|text| text.ends_with('.')));
        unit.unwrap().as_str()
    };
    assert_eq!(unit("reattempt_delay_seconds"), "seconds");
    assert_eq!(unit("reattempt_call_attempts"), "count");
}

#[test]
fn without_a_recorder_of_metrics_calls_go_on() {
    assert_eq!(fetch_now(&Calls::default()), Ok(2));
    reattempt::metrics::describe();
    reattempt::metrics::collect();
}

#[retry(backoff = ["0s"], budget)]
fn fetch_now(calls: &Calls) -> Result<u32, Error> {
    calls.succeed_after(1)
}
