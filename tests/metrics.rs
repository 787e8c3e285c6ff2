//! The metrics: what is counted, by which labels, and when.

mod support;

use metrics::with_local_recorder;
use metrics_exporter_prometheus::PrometheusBuilder;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use prometheus_parse::{LineInfo, Scrape, Value};
use reattempt::{Breaker, Budget, CancelHandle, Interrupted, Scope, StopReason, retry};
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;
use support::{Calls, Error, StillClock, ms, secs};
use tokio::runtime::Builder;

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

#[test]
fn a_success_at_once_counts_nothing() {
    assert_metrics(&metrics(|| fetch(&Calls::default(), 0)), []);
}

#[test]
fn an_answer_counts_nothing() {
    #[retry]
    fn find() -> Result<(), Error> {
        Err(Error::NotFound(1))
    }
    #[retry(nested = "suppress")]
    fn outer() -> Result<u32, Error> {
        fetch(&Calls::default(), 1).or(Ok(0))
    }
    assert_metrics(&metrics(find), []);
    assert_metrics(&metrics(outer), []);
    assert_metrics(
        &metrics(|| Scope::new().off().run(|| fetch(&Calls::default(), 1))),
        [],
    );
}

#[test]
fn a_recovery() {
    assert_metrics(
        &metrics(|| fetch(&Calls::default(), 2)),
        [
            (
                "retry_attempts_total{name=fetch,class=transient}",
                counter(2),
            ),
            (
                "retry_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("retry_call_attempts{name=fetch}", histogram([3.0])),
            ("retry_delay_seconds{name=fetch}", histogram([1.0, 2.0])),
        ],
    );
}

#[test]
fn an_end_without_success() {
    assert_metrics(
        &metrics(|| {
            let _ = fetch(&Calls::default(), 3);
            fetch(&Calls::default(), 1)
        }),
        [
            (
                "retry_attempts_total{name=fetch,class=transient}",
                counter(4),
            ),
            ("retry_calls_total{name=fetch,outcome=attempts}", counter(1)),
            (
                "retry_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("retry_call_attempts{name=fetch}", histogram([3.0, 2.0])),
            (
                "retry_delay_seconds{name=fetch}",
                histogram([1.0, 2.0, 1.0]),
            ),
        ],
    );
}

#[test]
fn each_attempt_has_the_class_of_its_error() {
    #[retry(name = "fetch", max_attempts = 4, backoff = ["0.25s"], jitter = "none")]
    fn fetch(calls: &Calls) -> Result<(), Error> {
        Err(match calls.count() {
            1 => Error::Unsent(1),
            2 => Error::Throttled {
                call: 2,
                wait: Some(secs(5)),
            },
            call => Error::NotFound(call),
        })
    }
    let metrics = metrics(|| fetch(&Calls::default()));
    assert_metrics(
        &metrics,
        [
            ("retry_attempts_total{name=fetch,class=unsent}", counter(1)),
            (
                "retry_attempts_total{name=fetch,class=throttled}",
                counter(1),
            ),
            (
                "retry_attempts_total{name=fetch,class=permanent}",
                counter(1),
            ),
            (
                "retry_calls_total{name=fetch,outcome=permanent}",
                counter(1),
            ),
            ("retry_call_attempts{name=fetch}", histogram([3.0])),
            ("retry_delay_seconds{name=fetch}", histogram([0.25, 5.25])),
        ],
    );
}

#[test]
fn an_async_function_counts_the_same() {
    #[retry(name = "fetch", attempt_timeout = "250ms", jitter = "none", on = [_])]
    async fn fetch(calls: &Calls) -> io::Result<()> {
        match calls.count() {
            1 => std::future::pending().await,
            _ => Ok(()),
        }
    }
    let recorder = DebuggingRecorder::new();
    let mut runtime = Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build().unwrap();
    with_local_recorder(&recorder, || runtime.block_on(fetch(&Calls::default()))).unwrap();
    assert_metrics(
        &series(&recorder),
        [
            (
                "retry_attempts_total{name=fetch,class=transient}",
                counter(1),
            ),
            (
                "retry_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("retry_call_attempts{name=fetch}", histogram([2.0])),
            ("retry_delay_seconds{name=fetch}", histogram([1.0])),
        ],
    );
}

#[test]
fn a_call_that_is_dropped_has_no_outcome() {
    #[retry(name = "fetch", on = [_])]
    async fn fetch() -> io::Result<()> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
    let recorder = DebuggingRecorder::new();
    let mut runtime = Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build().unwrap();
    with_local_recorder(&recorder, || {
        runtime.block_on(async { tokio::time::timeout(ms(100), fetch()).await })
    })
    .unwrap_err();
    let metrics = series(&recorder);
    let names: Vec<&str> = metrics.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "retry_attempts_total{name=fetch,class=transient}",
            "retry_delay_seconds{name=fetch}",
        ]
    );
}

#[test]
fn every_end_has_its_outcome() {
    static EMPTY: Budget = Budget::total(0);
    static OPEN: Breaker = Breaker::new();

    #[retry(name = "elapsed", max_attempts = 9, max_elapsed = "1ms")]
    fn elapsed() -> Option<()> {
        None
    }
    #[retry(name = "hint", retry_after = |_| Some(Duration::MAX))]
    fn hint() -> Result<(), Error> {
        Err(Error::Io(1))
    }
    #[retry(name = "budget", budget = EMPTY)]
    fn budget() -> Option<()> {
        None
    }
    #[retry(name = "circuit_open", breaker = OPEN)]
    fn circuit_open() -> Option<()> {
        Some(())
    }
    OPEN.force_open();

    let metrics = metrics(|| (elapsed(), hint().err(), budget(), circuit_open()));
    for reason in [
        StopReason::Elapsed,
        StopReason::Hint,
        StopReason::Budget,
        StopReason::CircuitOpen,
    ] {
        let series = format!("retry_calls_total{{name={reason},outcome={reason}}}");
        assert_eq!(metrics.get(&series), Some(&counter(1)), "{metrics:?}");
    }
}

#[test]
fn what_the_breaker_turns_away_is_no_attempt() {
    static BREAKER: Breaker = Breaker::new();

    #[retry(name = "fetch", breaker = BREAKER)]
    fn fetch() -> io::Result<()> {
        Ok(())
    }
    BREAKER.force_open();
    let metrics = metrics(fetch);
    let attempts = |series: &&String| series.starts_with("retry_attempts_total");
    assert_eq!(metrics.keys().find(attempts), None, "{metrics:?}");
    assert_eq!(
        metrics["retry_calls_total{name=fetch,outcome=circuit_open}"],
        counter(1)
    );
}

#[test]
fn the_budget_is_shown_as_it_is_used() {
    static BUDGET: Budget = Budget::new();

    #[retry(name = "shown", budget = BUDGET, backoff = ["0s"])]
    fn fetch(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }

    let recorder = DebuggingRecorder::new();
    let tokens = |failures: u32| {
        with_local_recorder(&recorder, || fetch(&Calls::default(), failures)).ok();
        let shown = series(&recorder).remove("retry_budget_tokens{name=shown}");
        (shown, BUDGET.tokens())
    };

    assert_eq!(tokens(0), (None, 500));
    // Two retries, nothing back.
    assert_eq!(tokens(9), (Some(gauge(472.0)), 472));
    // One retry, given back.
    assert_eq!(tokens(1), (Some(gauge(472.0)), 472));
    // A success at once sets no gauge, and what is not set between two snapshots is zero there.
    assert_eq!(tokens(0), (Some(gauge(0.0)), 473));
    with_local_recorder(&recorder, reattempt::metrics::collect);
    assert_eq!(
        series(&recorder)["retry_budget_tokens{name=shown}"],
        gauge(473.0)
    );
}

#[test]
fn a_retry_that_is_paid_for_or_refused_shows_the_budget() {
    static BUDGET: Budget = Budget::total(1);

    /// What is shown while the second attempt runs, and after the call.
    #[retry(name = "fetch", budget = BUDGET, backoff = ["0s"], on = [_])]
    fn fetch(recorder: &DebuggingRecorder, shown: &mut Vec<DebugValue>) -> Result<(), ()> {
        shown.extend(series(recorder).remove("retry_budget_tokens{name=fetch}"));
        Err(())
    }

    let recorder = DebuggingRecorder::new();
    let mut shown = Vec::new();
    let result = with_local_recorder(&recorder, || fetch(&recorder, &mut shown));
    assert_eq!(result, Err(()));
    assert_eq!(shown, [gauge(0.0)]);
    let metrics = series(&recorder);
    assert_eq!(
        metrics["retry_calls_total{name=fetch,outcome=budget}"],
        counter(1)
    );
}

#[test]
fn a_shared_budget_is_shown_for_each_function() {
    static BUDGET: Budget = Budget::new();

    #[retry(name = "read", budget = BUDGET)]
    fn read() -> Option<()> {
        None
    }
    #[retry(name = "write", budget = BUDGET)]
    fn write() -> Option<()> {
        None
    }
    let metrics = metrics(|| (read(), write()));
    for name in ["read", "write"] {
        let series = format!("retry_budget_tokens{{name={name}}}");
        assert_eq!(metrics[&series], gauge(444.0));
    }
}

/// The state that the gauge shows, which is exactly one.
#[track_caller]
fn shown_state(metrics: &Series, name: &str) -> String {
    let prefix = format!("retry_breaker_state{{name={name},state=");
    let states: Vec<_> = metrics
        .iter()
        .filter_map(|(series, value)| {
            let state = series.strip_prefix(&prefix)?.strip_suffix('}')?;
            Some((state, value))
        })
        .collect();
    assert_eq!(states.len(), 5, "{metrics:?}");
    let mut present = states.iter().filter(|(_, value)| **value == gauge(1.0));
    let (state, _) = present.next().unwrap();
    assert_eq!(present.next(), None, "{metrics:?}");
    (*state).to_owned()
}

#[test]
fn the_breaker_is_shown_at_each_change() {
    static BREAKER: Breaker = Breaker::builder()
        .consecutive_failures(2)
        .open_for(secs(30))
        .build();

    #[retry(name = "fetch", breaker = BREAKER, max_attempts = 1)]
    fn fetch(answer: impl Fn() -> io::Result<()>) -> io::Result<()> {
        answer()
    }

    let reset = || Err(io::ErrorKind::ConnectionReset.into());
    let recorder = DebuggingRecorder::new();
    let state = || shown_state(&series(&recorder), "fetch");
    let clock = StillClock::new();
    with_local_recorder(&recorder, || {
        clock.scope().run(|| {
            fetch(|| Ok(())).unwrap();
            assert_metrics(&series(&recorder), []);
            fetch(reset).unwrap_err();
            assert_eq!(state(), "closed");
            fetch(reset).unwrap_err();
            assert_eq!(state(), "open");
            clock.pass(secs(31));
            let probe = fetch(|| {
                assert_eq!(state(), "half_open");
                reset()
            });
            probe.unwrap_err();
            assert_eq!(state(), "open");
            clock.pass(secs(31));
            // No failure in this call: the change alone tells of it.
            fetch(|| Ok(())).unwrap();
            assert_eq!(state(), "closed");
            BREAKER.force_open();
            assert_eq!(state(), "forced_open");
            let error = fetch(|| Ok(())).unwrap_err();
            assert!(error.get_ref().unwrap().is::<Interrupted>());
        });
    });
}

#[test]
fn a_breaker_behind_a_lock_is_shown() {
    use std::sync::LazyLock;
    static BREAKER: LazyLock<Breaker> =
        LazyLock::new(|| Breaker::builder().consecutive_failures(1).build());

    #[retry(name = "fetch", breaker = BREAKER, max_attempts = 1)]
    fn fetch() -> Option<()> {
        None
    }
    assert_eq!(shown_state(&metrics(fetch), "fetch"), "open");
}

#[test]
fn labels_are_bounded() {
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
fn prometheus_can_read_it() {
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
    is("retry_attempts_total", Some(("class", "transient")), 3.0);
    is("retry_calls_total", Some(("outcome", "attempts")), 1.0);
    is("retry_call_attempts_sum", None, 3.0);
    is("retry_delay_seconds_count", None, 2.0);
    is("retry_budget_tokens", None, 472.0);
    is("retry_breaker_state", Some(("state", "closed")), 1.0);
    is("retry_breaker_state", Some(("state", "open")), 0.0);

    for metric in [
        "retry_attempts_total",
        "retry_calls_total",
        "retry_call_attempts",
        "retry_delay_seconds",
        "retry_budget_tokens",
        "retry_breaker_state",
    ] {
        assert!(scrape.docs.contains_key(metric), "{metric} in {text}");
    }
}

#[test]
fn an_attempt_before_a_cancelled_wait_counts_once() {
    #[retry(name = "worker", jitter = "none", sleep = |_| shutdown.cancel())]
    fn work(shutdown: &CancelHandle) -> Result<(), Error> {
        Err(Error::Io(1))
    }
    let (recorder, shutdown) = (DebuggingRecorder::new(), CancelHandle::new());
    let call = || Scope::new().cancelled_by(&shutdown).run(|| work(&shutdown));
    with_local_recorder(&recorder, call).unwrap_err();
    assert_metrics(
        &series(&recorder),
        [
            (
                "retry_attempts_total{name=worker,class=transient}",
                counter(1),
            ),
            (
                "retry_calls_total{name=worker,outcome=cancelled}",
                counter(1),
            ),
            ("retry_call_attempts{name=worker}", histogram([1.0])),
            ("retry_delay_seconds{name=worker}", histogram([1.0])),
        ],
    );
}

#[test]
fn units_are_described() {
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
    assert_eq!(unit("retry_delay_seconds"), "seconds");
    assert_eq!(unit("retry_call_attempts"), "count");
}

#[test]
fn without_a_recorder_all_goes_on() {
    assert_eq!(fetch_now(&Calls::default()), Ok(2));
    reattempt::metrics::describe();
    reattempt::metrics::collect();
}

#[retry(backoff = ["0s"], budget)]
fn fetch_now(calls: &Calls) -> Result<u32, Error> {
    calls.succeed_after(1)
}
