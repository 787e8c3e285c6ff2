//! The outcome of each end, and of a call that has none.

use crate::support::{Error, ms};
use crate::{assert_metrics, counter, histogram, metrics, series};
use metrics::with_local_recorder;
use metrics_util::debugging::DebuggingRecorder;
use reattempt::{Breaker, Budget, CancelHandle, Scope, StopReason, retry};
use std::io;
use std::time::Duration;
use tokio::runtime::Builder;

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
            "reattempt_attempts_total{name=fetch,class=transient}",
            "reattempt_delay_seconds{name=fetch}",
        ]
    );
}

#[test]
fn every_reason_to_give_up_is_an_outcome() {
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
        let series = format!("reattempt_calls_total{{name={reason},outcome={reason}}}");
        assert_eq!(metrics.get(&series), Some(&counter(1)), "{metrics:?}");
    }
}

#[test]
fn an_attempt_before_a_cancelled_wait_is_counted_once_in_the_metrics() {
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
                "reattempt_attempts_total{name=worker,class=transient}",
                counter(1),
            ),
            (
                "reattempt_calls_total{name=worker,outcome=cancelled}",
                counter(1),
            ),
            ("reattempt_call_attempts{name=worker}", histogram([1.0])),
            ("reattempt_delay_seconds{name=worker}", histogram([1.0])),
        ],
    );
}
