//! Attempts, calls and delays, as they are counted.

use crate::support::{Calls, Error, secs};
use crate::{assert_metrics, counter, fetch, histogram, metrics, series};
use metrics::with_local_recorder;
use metrics_util::debugging::DebuggingRecorder;
use reattempt::{Scope, retry};
use std::io;
use tokio::runtime::Builder;

#[test]
fn a_success_at_once_counts_nothing() {
    assert_metrics(&metrics(|| fetch(&Calls::default(), 0)), []);
}

#[test]
fn an_error_that_is_the_answer_counts_nothing() {
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
fn a_recovery_counts_attempts_outcome_and_delays() {
    assert_metrics(
        &metrics(|| fetch(&Calls::default(), 2)),
        [
            (
                "reattempt_attempts_total{name=fetch,class=transient}",
                counter(2),
            ),
            (
                "reattempt_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("reattempt_call_attempts{name=fetch}", histogram([3.0])),
            ("reattempt_delay_seconds{name=fetch}", histogram([1.0, 2.0])),
        ],
    );
}

#[test]
fn giving_up_counts_attempts_outcome_and_delays() {
    assert_metrics(
        &metrics(|| {
            let _ = fetch(&Calls::default(), 3);
            fetch(&Calls::default(), 1)
        }),
        [
            (
                "reattempt_attempts_total{name=fetch,class=transient}",
                counter(4),
            ),
            (
                "reattempt_calls_total{name=fetch,outcome=attempts}",
                counter(1),
            ),
            (
                "reattempt_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("reattempt_call_attempts{name=fetch}", histogram([3.0, 2.0])),
            (
                "reattempt_delay_seconds{name=fetch}",
                histogram([1.0, 2.0, 1.0]),
            ),
        ],
    );
}

#[test]
fn each_attempt_is_counted_by_the_class_of_its_error() {
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
            (
                "reattempt_attempts_total{name=fetch,class=unsent}",
                counter(1),
            ),
            (
                "reattempt_attempts_total{name=fetch,class=throttled}",
                counter(1),
            ),
            (
                "reattempt_attempts_total{name=fetch,class=permanent}",
                counter(1),
            ),
            (
                "reattempt_calls_total{name=fetch,outcome=permanent}",
                counter(1),
            ),
            ("reattempt_call_attempts{name=fetch}", histogram([3.0])),
            (
                "reattempt_delay_seconds{name=fetch}",
                histogram([0.25, 5.0]),
            ),
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
                "reattempt_attempts_total{name=fetch,class=transient}",
                counter(1),
            ),
            (
                "reattempt_calls_total{name=fetch,outcome=recovered}",
                counter(1),
            ),
            ("reattempt_call_attempts{name=fetch}", histogram([2.0])),
            ("reattempt_delay_seconds{name=fetch}", histogram([1.0])),
        ],
    );
}
