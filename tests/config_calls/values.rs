//! Calls without the attribute are set from outside too, though their places are on no list before they fail.

use super::{Turn, apply, timed};
use crate::support::reset;
use reattempt::config::Config;
use reattempt::{Policy, Retry};
use std::cell::Cell;
use std::io;
use std::time::Duration;

const POLICY: Policy = Policy::builder().max_attempts(4).build();

/// A pattern has to match a site that is on the list.
#[expect(dead_code, reason = "it is listed all the same")]
fn listed() -> &'static reattempt::Site {
    reattempt::site!("values.long.listed")
}

/// How often a call by `retry` is attempted.
fn attempts(retry: &Retry) -> u32 {
    let calls = Cell::new(0);
    let (result, _) = timed(|| {
        retry.call(|| -> io::Result<()> {
            calls.set(calls.get() + 1);
            Err(reset())
        })
    });
    assert!(result.is_err());
    calls.get()
}

#[test]
fn the_kill_switch_reaches_a_place_that_has_never_failed() {
    let _turn = Turn::begin();
    let vars = [("RETRY_ENABLED", "false")];
    Config::new().env("RETRY", "*").vars(vars).apply().unwrap();
    let new = Retry::new(POLICY).name("values.killed");
    assert_eq!(attempts(&new), 1);
    assert_eq!(attempts(&new), 1);
    reattempt::config::clear();
    assert_eq!(attempts(&new), 4);
}

#[test]
fn a_pattern_counts_and_the_longer_one_before_the_shorter() {
    let _turn = Turn::begin();
    apply("['values.*']\nmax_attempts = 2\n['values.lo*']\nmax_attempts = 3");
    assert_eq!(attempts(&Retry::new(POLICY).name("values.other")), 2);
    assert_eq!(attempts(&Retry::new(POLICY).name("values.long")), 3);
    assert_eq!(attempts(&Retry::new(POLICY).name("another")), 4);
    apply("['values.*']\nmax_attempts = 1");
    assert_eq!(attempts(&Retry::new(POLICY).name("values.long")), 1);
}

#[test]
fn the_ceilings_of_its_own_policy_hold() {
    let _turn = Turn::begin();
    apply("['*']\nmax_attempts = 9\nbackoff = ['1s', '7s']");
    let bounded = POLICY.to_builder().config_max_attempts(5);
    let bounded = bounded.config_max_delay(Duration::from_secs(3)).build();
    let clock = crate::support::StillClock::new();
    let calls = Cell::new(0);
    let retry = Retry::new(bounded).name("values.bounded");
    let result: io::Result<()> = clock.scope().run(|| {
        retry.call(|| {
            calls.set(calls.get() + 1);
            Err(reset())
        })
    });
    assert!(result.is_err());
    assert_eq!(calls.get(), 5);
    assert!(
        clock
            .waits()
            .iter()
            .all(|wait| *wait <= Duration::from_secs(3)),
        "{:?}",
        clock.waits()
    );
}

#[test]
fn a_loop_of_ones_own_is_reached_as_well() {
    let _turn = Turn::begin();
    apply("['values.*']\nenabled = false");
    let retry = Retry::new(POLICY).name("values.loop");
    assert!(retry.start().wait(reset()).is_err());
}
