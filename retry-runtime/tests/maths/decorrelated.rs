//! The means of a decorrelated backoff, against draws and against what is known exactly.

use std::time::Duration;

use proptest::prelude::*;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use reattempt_runtime::{Policy, PolicyBuilder, Strategy as Rule};

use crate::any;

const SEC: Duration = Duration::from_secs(1);
const RETRIES: u32 = 16;

fn decorrelated() -> PolicyBuilder {
    Policy::builder()
        .max_attempts(RETRIES + 1)
        .backoff(Rule::Decorrelated)
}

fn means(policy: Policy) -> Vec<Duration> {
    let retries = policy.schedule().skip(1);
    retries.map(|attempt| attempt.delay().mean()).collect()
}

/// The averages over many calls, each with a seed of its own.
fn averages(policy: Policy) -> Vec<Duration> {
    const CALLS: u32 = 60_000;
    let mut sums = [Duration::ZERO; RETRIES as usize];
    for seed in 0..CALLS.into() {
        for (sum, delay) in sums.iter_mut().zip(policy.delays(seed)) {
            *sum += delay;
        }
    }
    sums.map(|sum| sum / CALLS).to_vec()
}

#[test]
fn the_mean_is_that_of_the_draws() {
    let floored = decorrelated().min_delay(2 * SEC);
    for policy in [
        decorrelated().max_delay(3600 * SEC),
        decorrelated(),
        decorrelated().max_delay(10 * SEC),
        decorrelated().max_delay(4 * SEC),
        decorrelated().max_delay(2 * SEC),
        floored,
        floored.min_delay(5 * SEC),
        floored.initial_delay(Duration::ZERO),
    ] {
        let policy = policy.build();
        for (retry, (mean, average)) in (1..).zip(means(policy).into_iter().zip(averages(policy))) {
            let ratio = mean.div_duration_f64(average);
            // Four standard deviations of the widest are 1.5 %.
            assert!(
                (0.985..1.015).contains(&ratio),
                "{retry} of {policy}: {ratio}"
            );
        }
    }
}

#[test]
fn the_mean_is_exact_until_a_delay_can_meet_the_cap() {
    let expected = [2000, 3500, 5750, 9125].map(Duration::from_millis);
    let policy = decorrelated().max_delay(81 * SEC).build();
    assert_eq!(means(policy)[..4], expected);
}

#[test]
fn the_mean_is_exact_where_every_delay_meets_the_cap() {
    let policy = decorrelated().max_delay(3 * SEC).build();
    assert!(means(policy).iter().all(|mean| *mean == 2 * SEC));
    let short = decorrelated().max_delay(SEC).build();
    assert!(means(short).iter().all(|mean| *mean == SEC));
    let zero = decorrelated().initial_delay(Duration::ZERO).build();
    assert!(means(zero).iter().all(Duration::is_zero));
}

/// What the documentation of the strategy says of both ways to keep within the cap.
#[test]
fn cutting_the_range_waits_less_than_cutting_the_sample() {
    let policy = decorrelated().max_attempts(41).build();
    let seconds: Vec<_> = means(policy).iter().map(Duration::as_secs_f64).collect();
    assert!((19.9..20.1).contains(&seconds[11]), "{seconds:?}");
    assert!((20.2..20.35).contains(&seconds[39]), "{seconds:?}");

    let (mean, on_the_cap) = cut_samples(12);
    assert!((30.5..31.5).contains(&mean), "{mean}");
    assert!((0.28..0.30).contains(&on_the_cap), "{on_the_cap}");
    let (mean, on_the_cap) = cut_samples(40);
    assert!((33.5..34.0).contains(&mean), "{mean}");
    assert!((0.33..0.35).contains(&on_the_cap), "{on_the_cap}");
}

/// Of the rule as published, `min(60, U(1, 3 * previous))`: the mean of this delay, and how many are
/// the cap itself.
fn cut_samples(retry: u32) -> (f64, f64) {
    const CALLS: u32 = 100_000;
    let mut random = SmallRng::seed_from_u64(1);
    let (mut sum, mut on_the_cap) = (0.0, 0);
    for _ in 0..CALLS {
        let draw = |previous: f64, _| random.random_range(1.0..3.0 * previous).min(60.0);
        let delay = (0..retry).fold(1.0, draw);
        sum += delay;
        on_the_cap += u32::from(delay >= 60.0);
    }
    let calls = f64::from(CALLS);
    (sum / calls, f64::from(on_the_cap) / calls)
}

proptest! {
    #[test]
    fn means_grow_and_stay_within_their_ranges(
        initial in any::duration(), max in any::duration(), min in any::duration(),
    ) {
        let builder = decorrelated().initial_delay(initial).max_delay(max).min_delay(min);
        let policy = builder.clamped().0;
        let (means, mut before) = (means(policy), Duration::ZERO);
        for (retry, mean) in (1..).zip(means) {
            prop_assert!(policy.delay_range(retry).contains(&mean));
            prop_assert!(mean >= before.mul_f64(0.999), "{before:?} and then {mean:?}");
            before = mean;
        }
    }
}
