//! `jitter`: each delay within its range, and spread.

use crate::support::{Calls, Error, StillClock, ms, secs};
use reattempt::retry;
use std::collections::BTreeSet;
use std::time::Duration;

/// The delays of 200 attempts.
fn delays(call: fn(&Calls) -> Result<(), Error>) -> Vec<Duration> {
    let clock = StillClock::new();
    let result = clock.scope().run(|| call(&Calls::default()));
    assert_eq!(result, Err(Error::Io(200)));
    clock.waits()
}

fn assert_spread(delays: &[Duration], least: Duration, most: Duration) {
    for delay in delays {
        assert!(
            (least..=most).contains(delay),
            "{delay:?} in {least:?}..={most:?}"
        );
    }
    let distinct: BTreeSet<_> = delays.iter().collect();
    assert!(
        distinct.len() > delays.len() / 2,
        "{} delays",
        distinct.len()
    );
    let middle = (least + most) / 2;
    assert!(delays.iter().any(|delay| *delay < middle), "a lower half");
    assert!(delays.iter().any(|delay| *delay > middle), "an upper half");
}

#[test]
fn equal_jitter_is_the_default() {
    #[retry(max_attempts = 200, backoff = "fixed", initial_delay = "2s")]
    fn unstated(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(
        max_attempts = 200,
        backoff = "fixed",
        initial_delay = "2s",
        jitter = "equal"
    )]
    fn stated(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_spread(&delays(unstated), secs(1), secs(2));
    assert_spread(&delays(stated), secs(1), secs(2));
}

#[test]
fn full_jitter_reaches_down_to_nothing() {
    #[retry(max_attempts = 200, backoff = "fixed", jitter = "full")]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_spread(&delays(call), Duration::from_nanos(1), secs(1));
}

#[test]
fn a_fraction_of_jitter_is_plus_or_minus() {
    #[retry(max_attempts = 200, backoff = "fixed", jitter = 0.25)]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_spread(&delays(call), ms(750), ms(1250));
}

#[test]
fn jitter_stays_within_max_delay_and_does_not_pile_up_there() {
    #[retry(
        max_attempts = 200,
        backoff = "fixed",
        max_delay = "1.1s",
        jitter = 0.5
    )]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let delays = delays(call);
    assert_spread(&delays, ms(500), ms(1100));
    let capped = delays.iter().filter(|delay| **delay == ms(1100)).count();
    assert!(capped < 10, "{capped} delays piled up on the cap");
}

#[test]
fn jitter_spreads_a_list_of_delays() {
    #[retry(max_attempts = 200, backoff = ["4s"])]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert_spread(&delays(call), secs(2), secs(4));
}

#[test]
fn decorrelated_delays_are_up_to_three_times_the_one_before() {
    #[retry(
        max_attempts = 200,
        backoff = "decorrelated",
        initial_delay = "1s",
        max_delay = "20s"
    )]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let mut previous = secs(1);
    let delays = delays(call);
    for &delay in &delays {
        let most = (3 * previous).min(secs(20));
        assert!(
            (secs(1)..=most).contains(&delay),
            "{delay:?} after {previous:?}"
        );
        previous = delay;
    }
    assert_spread(&delays, secs(1), secs(20));
}

#[test]
fn jitter_leaves_a_zero_delay_at_zero() {
    #[retry(max_attempts = 200, initial_delay = "0s", jitter = "full")]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert!(delays(call).iter().all(Duration::is_zero));
}
