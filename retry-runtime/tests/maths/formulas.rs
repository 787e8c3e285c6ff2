//! Each formula, worked out a second time in 128 bits.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Jitter, Policy, PolicyBuilder, Strategy as Rule};

use crate::any;

const MAX: u128 = u64::MAX as u128;

/// Without cap and jitter.
fn uncapped(rule: Rule, initial: u64) -> PolicyBuilder {
    Policy::builder()
        .max_attempts(u32::MAX - 1)
        .backoff(rule)
        .initial_delay(Duration::from_nanos(initial))
        .max_delay(Duration::MAX)
        .jitter(Jitter::None)
}

/// Whether the delays, one by one and by number, are the expected ones.
fn gives(policy: Policy, expected: impl IntoIterator<Item = u128>) -> Result<(), TestCaseError> {
    for ((retry, delay), expected) in (1..).zip(policy.delays(0)).zip(expected) {
        prop_assert_eq!(delay.as_nanos(), expected.min(MAX), "retry {}", retry);
        prop_assert_eq!(policy.delay_range(retry), delay..=delay);
    }
    Ok(())
}

proptest! {
    #[test]
    fn linear_delays_agree_with_128_bits(initial: u64, increment: u64) {
        let policy = uncapped(Rule::Linear, initial).increment(Duration::from_nanos(increment));
        let expected = (0..100).map(|n| u128::from(initial) + n * u128::from(increment));
        gives(policy.build(), expected)?;
    }

    #[test]
    fn linear_delays_far_out_agree_with_128_bits(initial: u64, increment: u64, retry in any::retry()) {
        let policy = uncapped(Rule::Linear, initial).increment(Duration::from_nanos(increment));
        let grown = u128::from(retry - 1) * u128::from(increment);
        let delay = *policy.build().delay_range(retry).end();
        prop_assert_eq!(delay.as_nanos(), (u128::from(initial) + grown).min(MAX));
    }

    #[test]
    fn exponential_delays_agree_with_128_bits(initial: u64, millionths in 1_000_000_u32..10_000_000) {
        let policy = uncapped(Rule::Exponential, initial).factor(f64::from(millionths) / 1e6);
        let step = |&delay: &u128| Some((delay * u128::from(millionths) / 1_000_000).min(MAX));
        gives(policy.build(), std::iter::successors(Some(u128::from(initial)), step).take(100))?;
    }

    #[test]
    fn fibonacci_delays_agree_with_128_bits(initial: u64) {
        let numbers = std::iter::successors(Some((1_u128, 1_u128)), |&(a, b)| {
            Some((b, a.saturating_add(b)))
        });
        let expected = numbers.map(|(a, _)| a.saturating_mul(u128::from(initial))).take(150);
        gives(uncapped(Rule::Fibonacci, initial).build(), expected)?;
    }

    #[test]
    fn decorrelated_ranges_agree_with_128_bits(initial in 1_u64.., max in 1_u64.., seed: u64) {
        let initial = initial.min(max);
        let policy = Policy::builder()
            .max_attempts(100)
            .backoff(Rule::Decorrelated)
            .initial_delay(Duration::from_nanos(initial))
            .max_delay(Duration::from_nanos(max))
            .build();
        let mut previous = u128::from(initial);
        for delay in policy.delays(seed).map(|delay| delay.as_nanos()) {
            let high = (3 * previous).min(u128::from(max));
            prop_assert!((u128::from(initial)..=high).contains(&delay));
            previous = delay;
        }
    }

    #[test]
    fn ranges_of_jitter_agree_with_128_bits(base: u64, max: u64, millionths in 0_u32..=1_000_000) {
        let base = base.min(max);
        let range = |jitter| {
            let policy = Policy::builder()
                .initial_delay(Duration::from_nanos(base))
                .max_delay(Duration::from_nanos(max))
                .jitter(jitter)
                .build();
            let (low, high) = policy.delay_range(1).into_inner();
            (low.as_nanos(), high.as_nanos())
        };
        let (v, max) = (u128::from(base), u128::from(max));
        let least = v.min(1);
        prop_assert_eq!(range(Jitter::None), (v, v));
        prop_assert_eq!(range(Jitter::Full), (least, v));
        prop_assert_eq!(range(Jitter::Equal), (v.div_ceil(2), v));

        let part = v * u128::from(millionths) / 1_000_000;
        let fraction = Jitter::fraction(f64::from(millionths) / 1e6);
        prop_assert_eq!(range(fraction), ((v - part).max(least), (v + part).min(max)));
    }
}

/// A factor in binary would be a little off 1.1, and so would the third delay be.
#[test]
fn decimal_factors_are_exact() {
    let policy = uncapped(Rule::Exponential, 1_000_000_000).factor(1.1);
    let expected = [1_000_000_000, 1_100_000_000, 1_210_000_000, 1_331_000_000];
    gives(policy.build(), expected).unwrap();
}

#[test]
fn each_step_of_an_exponential_delay_is_rounded_down() {
    let policy = uncapped(Rule::Exponential, 3).factor(1.5);
    gives(policy.build(), [3, 4, 6, 9, 13, 19, 28]).unwrap();
}

#[test]
fn the_largest_factor_grows_exactly_up_to_the_cap() {
    let policy = uncapped(Rule::Exponential, 1).factor(1e9);
    gives(
        policy.build(),
        [1, 1_000_000_000, 10_u128.pow(18), MAX, MAX],
    )
    .unwrap();
}
