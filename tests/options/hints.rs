//! `retry_after`, the server's hint, and `max_retry_after`, the longest that is waited for.

use crate::support::{Calls, Error, ms, secs, timed};
use reattempt::{Class, Classify, RetryError, StopReason, retry};
use std::time::Duration;

fn throttled(calls: &Calls, wait: impl Into<Option<Duration>>) -> Result<(), Error> {
    Err(Error::Throttled {
        call: calls.count(),
        wait: wait.into(),
    })
}

/// Runs it; how often it called its body, and the waits.
fn run<E>(call: impl Fn(&Calls) -> Result<(), E>) -> (u32, Vec<Duration>) {
    let calls = Calls::default();
    let (result, waits) = timed(|| call(&calls));
    assert!(result.is_err());
    (calls.made(), waits)
}

#[retry(backoff = "fixed", max_delay = "20s", jitter = "none")]
fn hinted(wait: Duration, calls: &Calls) -> Result<(), Error> {
    throttled(calls, wait)
}

#[test]
fn a_hint_is_waited_for_where_it_is_longer_than_the_delay() {
    assert_eq!(run(|calls| hinted(secs(5), calls)), (3, vec![secs(5); 2]));
    assert_eq!(run(|calls| hinted(ms(1), calls)), (3, vec![secs(1); 2]));
    assert_eq!(run(|calls| hinted(secs(20), calls)), (3, vec![secs(20); 2]));
}

#[test]
fn a_hint_longer_than_max_delay_ends_the_call() {
    assert_eq!(run(|calls| hinted(ms(20_001), calls)), (1, vec![]));
    assert_eq!(run(|calls| hinted(Duration::MAX, calls)), (1, vec![]));
}

/// Its own delays are up to 1, 2 and 4 s.
#[test]
fn three_times_three_seconds_are_about_ten_and_never_less_than_nine() {
    #[retry(max_attempts = 4)]
    fn call(calls: &Calls) -> Result<(), Error> {
        throttled(calls, secs(3))
    }

    let mut sums = Vec::new();
    for _ in 0..200 {
        let (calls, waits) = run(call);
        assert_eq!(calls, 4);
        assert!(
            waits.iter().all(|wait| (secs(3)..=secs(4)).contains(wait)),
            "{waits:?}"
        );
        sums.push(waits.iter().sum::<Duration>());
    }
    let mean = sums.iter().sum::<Duration>() / 200;
    assert!(mean > secs(10) && mean < secs(11), "{mean:?}");
    sums.dedup();
    assert!(sums.len() > 190, "spread");
}

#[test]
fn a_hint_of_zero_is_no_hot_loop() {
    #[retry(max_attempts = 20, max_delay = "8s")]
    fn call(calls: &Calls) -> Result<(), Error> {
        throttled(calls, Duration::ZERO)
    }

    let (_, waits) = run(call);
    assert!(waits[0] >= ms(500), "{waits:?}");
    // From the fourth on they are from half of `max_delay` up to it.
    assert!(
        waits[3..]
            .iter()
            .all(|wait| (secs(4)..=secs(8)).contains(wait)),
        "{waits:?}"
    );
}

#[test]
fn the_spread_shrinks_so_that_a_wait_stays_within_max_delay() {
    #[retry(max_attempts = 50, backoff = "fixed", max_delay = "20s")]
    fn call(calls: &Calls) -> Result<(), Error> {
        throttled(calls, ms(19_500))
    }

    let (calls, waits) = run(call);
    assert_eq!(calls, 50);
    let band = ms(19_500)..=secs(20);
    assert!(waits.iter().all(|wait| band.contains(wait)), "{waits:?}");
    assert!(waits.iter().any(|wait| *wait < secs(20)), "not on the cap");
}

#[test]
fn max_retry_after_may_be_above_max_delay_which_own_delays_keep() {
    #[retry(
        max_attempts = 5,
        initial_delay = "2s",
        max_delay = "3s",
        max_retry_after = "1m",
        jitter = "none"
    )]
    fn call(hints: &[Option<u64>], calls: &Calls) -> Result<(), RetryError<Error>> {
        let hint = hints[calls.made() as usize];
        throttled(calls, hint.map(secs))
    }

    let hints = [Some(60), None, Some(30), Some(1), None];
    // Its own delays are 2, 3, 3 and 3 s; a throttle without a hint asks for 8, cut to 3.
    let expected = [60, 3, 30, 3].map(secs).to_vec();
    assert_eq!(run(|calls| call(&hints, calls)), (5, expected));

    let calls = Calls::default();
    let (result, waits) = timed(|| call(&[Some(61)], &calls));
    assert_eq!(result.unwrap_err().reason(), StopReason::Hint);
    assert!(waits.is_empty(), "{waits:?}");
}

#[test]
fn max_retry_after_may_be_below_max_delay_which_own_delays_reach() {
    #[retry(backoff = ["10s"], max_delay = "60s", max_retry_after = "5s", jitter = "none")]
    fn call(hint: u64, calls: &Calls) -> Result<(), RetryError<Error>> {
        throttled(calls, secs(hint))
    }

    assert_eq!(run(|calls| call(5, calls)), (3, vec![secs(10); 2]));
    let (result, waits) = timed(|| call(6, &Calls::default()));
    assert_eq!(result.unwrap_err().reason(), StopReason::Hint);
    assert!(waits.is_empty(), "{waits:?}");
}

#[test]
fn max_retry_after_may_be_an_expression() {
    #[retry(jitter = "none", max_retry_after = longest)]
    fn call(longest: Duration, calls: &Calls) -> Result<(), Error> {
        throttled(calls, secs(90))
    }

    assert_eq!(run(|calls| call(secs(90), calls)), (3, vec![secs(90); 2]));
    assert_eq!(run(|calls| call(secs(89), calls)), (1, vec![]));
}

#[retry(
    max_attempts = 9,
    backoff = "fixed",
    jitter = "none",
    max_delay = "20s",
    max_elapsed = "14s"
)]
fn hinted_within_max_elapsed(wait: Duration, calls: &Calls) -> Result<(), Error> {
    throttled(calls, wait)
}

#[test]
fn a_hint_past_max_elapsed_ends_the_call() {
    let call = |wait| run(move |calls| hinted_within_max_elapsed(wait, calls));
    assert_eq!(call(secs(5)), (3, vec![secs(5); 2]));
    assert_eq!(call(secs(15)), (1, vec![]));
}

/// An error that asks for so many milliseconds, exactly.
#[derive(Debug, thiserror::Error)]
#[error("come back in {0:?} ms")]
struct Pushback(Option<u64>);

impl Classify for Pushback {
    fn classify(&self) -> Class {
        Class::Transient
    }

    fn retry_after(&self) -> Option<Duration> {
        self.0.map(ms)
    }

    fn is_hint_exact(&self) -> bool {
        true
    }
}

#[test]
fn an_exact_hint_is_not_spread_and_the_delays_begin_anew_after_it() {
    #[retry(max_attempts = 8, max_delay = "8s")]
    fn call(hints: &[Option<u64>], calls: &Calls) -> Result<(), Pushback> {
        Err(Pushback(hints[calls.count() as usize - 1]))
    }

    let hints = [None, None, Some(20), None, None, Some(0), Some(8000), None];
    let (calls, waits) = run(|calls| call(&hints, calls));
    assert_eq!(calls, 8);
    assert_eq!(waits[2], ms(20));
    assert_eq!(waits[5..], [secs(8)], "that of zero is no wait at all");
    for first in [waits[0], waits[3]] {
        assert!((ms(500)..=secs(1)).contains(&first), "{waits:?}");
    }
    for second in [waits[1], waits[4]] {
        assert!((secs(1)..=secs(2)).contains(&second), "{waits:?}");
    }

    assert_eq!(run(|calls| call(&[Some(8001)], calls)), (1, vec![]));
}

#[test]
fn a_hint_of_the_option_is_no_exact_one() {
    #[retry(
        max_attempts = 2,
        backoff = "fixed",
        jitter = "none",
        retry_after = |error: &Pushback| error.0.map(ms),
    )]
    fn call(calls: &Calls) -> Result<(), Pushback> {
        calls.count();
        Err(Pushback(Some(20)))
    }

    assert_eq!(run(call), (2, vec![secs(1)]));
}

#[retry(backoff = "fixed", jitter = "none")]
fn unhinted(calls: &Calls) -> Result<(), Error> {
    throttled(calls, None)
}

#[test]
fn a_throttle_without_a_hint_waits_four_times_the_initial_delay() {
    let (calls, waits) = run(unhinted);
    assert_eq!(calls, 3);
    assert_eq!(waits[0], secs(4), "four times the initial delay");
}

#[test]
fn retry_after_may_be_a_closure() {
    #[retry(
        backoff = "fixed",
        jitter = "none",
        retry_after = |error| match error {
            Error::Io(call) => Some(secs(u64::from(*call) * 10)),
            _ => None,
        },
    )]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_eq!(run(call), (3, [10, 20].map(secs).to_vec()));
}

#[test]
fn retry_after_may_be_a_path() {
    fn ten_seconds(error: &&'static str) -> Option<Duration> {
        (*error == "slow down").then_some(secs(10))
    }

    #[retry(
        backoff = "fixed",
        jitter = "none",
        on = [_],
        retry_after = ten_seconds,
    )]
    fn call(calls: &Calls) -> Result<(), &'static str> {
        calls.count();
        Err("slow down")
    }

    assert_eq!(run(call), (3, vec![secs(10); 2]));
}

#[test]
fn retry_after_replaces_the_hint_of_the_error() {
    #[retry(backoff = "fixed", jitter = "none", retry_after = |_| None)]
    fn call(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Io(1)),
            call => Err(Error::Throttled {
                call,
                wait: Some(secs(50)),
            }),
        }
    }

    let (calls, waits) = run(call);
    assert_eq!(calls, 3);
    assert!(waits[1] < secs(50), "{:?}", waits[1]);
}
