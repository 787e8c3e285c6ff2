//! The state of a breaker, and what it turns away.

use crate::support::{StillClock, secs};
use crate::{Series, assert_metrics, counter, gauge, metrics, series};
use metrics::with_local_recorder;
use metrics_util::debugging::DebuggingRecorder;
use reattempt::{Breaker, Interrupted, retry};
use std::io;

#[test]
fn an_attempt_that_the_breaker_refuses_is_not_counted() {
    static BREAKER: Breaker = Breaker::new();

    #[retry(name = "fetch", breaker = BREAKER)]
    fn fetch() -> io::Result<()> {
        Ok(())
    }
    BREAKER.force_open();
    let metrics = metrics(fetch);
    let attempts = |series: &&String| series.starts_with("reattempt_attempts_total");
    assert_eq!(metrics.keys().find(attempts), None, "{metrics:?}");
    assert_eq!(
        metrics["reattempt_calls_total{name=fetch,outcome=circuit_open}"],
        counter(1)
    );
}

/// The state that the gauge shows, which is exactly one.
#[track_caller]
fn shown_state(metrics: &Series, name: &str) -> String {
    let prefix = format!("reattempt_breaker_state{{name={name},state=");
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
fn the_gauge_of_a_breaker_is_set_at_each_change() {
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
fn the_gauge_of_a_breaker_in_a_lazy_lock_is_set() {
    use std::sync::LazyLock;
    static BREAKER: LazyLock<Breaker> =
        LazyLock::new(|| Breaker::builder().consecutive_failures(1).build());

    #[retry(name = "fetch", breaker = BREAKER, max_attempts = 1)]
    fn fetch() -> Option<()> {
        None
    }
    assert_eq!(shown_state(&metrics(fetch), "fetch"), "open");
}
