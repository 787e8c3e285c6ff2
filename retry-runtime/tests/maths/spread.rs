//! What many callers that fail together do: they must not come back together.

use std::time::Duration;

use reattempt_runtime::{Jitter, Policy, Strategy};

const CALLERS: u64 = 20_000;
const RETRY: usize = 20;

/// The twentieth delay of each caller in seconds, long after the rule has reached the cap of 60 s.
fn delays(policy: &Policy) -> Vec<f64> {
    let late = |seed| policy.delays(seed).nth(RETRY - 1);
    (0..CALLERS)
        .filter_map(late)
        .map(|delay| delay.as_secs_f64())
        .collect()
}

fn policy(jitter: Jitter) -> Policy {
    Policy::builder().max_attempts(50).jitter(jitter).build()
}

fn at_the_cap(delays: &[f64]) -> usize {
    delays.iter().filter(|&&delay| delay >= 60.0).count()
}

/// Ten equal parts of the range hold a tenth of the callers each.
fn assert_uniform(delays: &[f64], low: f64, high: f64) {
    for part in 0..10 {
        let width = (high - low) / 10.0;
        let from = low + width * f64::from(part);
        let inside = |&&delay: &&f64| delay >= from && delay < from + width;
        let count = delays.iter().filter(inside).count();
        // Five standard deviations of the binomial distribution are 212.
        assert!((1_788..=2_212).contains(&count), "{count} in part {part}");
    }
}

#[test]
fn without_jitter_all_callers_come_back_at_once() {
    let delays = delays(&policy(Jitter::None));
    assert_eq!(at_the_cap(&delays), delays.len());
}

#[test]
fn full_jitter_is_uniform_at_the_cap() {
    let delays = delays(&policy(Jitter::Full));
    assert_eq!(at_the_cap(&delays), 0);
    assert_uniform(&delays, 0.0, 60.0);
}

#[test]
fn equal_jitter_is_uniform_at_the_cap() {
    let delays = delays(&policy(Jitter::Equal));
    assert_eq!(at_the_cap(&delays), 0);
    assert_uniform(&delays, 30.0, 60.0);
}

#[test]
fn a_fraction_of_jitter_is_uniform_at_the_cap() {
    let delays = delays(&policy(Jitter::fraction(0.25)));
    assert_eq!(at_the_cap(&delays), 0);
    assert_uniform(&delays, 45.0, 60.0);
}

/// Where the drawn value is cut and not the range, a third of the callers end up on the cap.
#[test]
fn decorrelated_delays_do_not_pile_up() {
    let policy = Policy::builder()
        .max_attempts(50)
        .backoff(Strategy::Decorrelated)
        .build();
    let delays = delays(&policy);
    assert_eq!(at_the_cap(&delays), 0);
    let last_second = delays.iter().filter(|&&delay| delay > 59.0).count();
    assert!(last_second < 1_000, "{last_second}");
}

#[test]
fn a_fraction_of_jitter_below_the_cap_is_uniform_on_both_sides() {
    let policy = Policy::builder()
        .max_attempts(50)
        .backoff(Strategy::Fixed)
        .initial_delay(Duration::from_secs(10))
        .jitter(Jitter::fraction(0.5))
        .build();
    assert_uniform(&delays(&policy), 5.0, 15.0);
}
