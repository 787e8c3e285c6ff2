//! Policies of every kind, extreme ones included.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Backoff, Jitter, Policy, PolicyBuilder, RetryContext, Strategy as Rule};

pub(crate) fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        1 => Just(Duration::ZERO),
        1 => Just(Duration::from_nanos(1)),
        1 => Just(Duration::from_nanos(u64::MAX - 1)),
        1 => Just(Duration::from_nanos(u64::MAX)),
        1 => Just(Duration::MAX),
        2 => (0_u64..100).prop_map(Duration::from_nanos),
        4 => (0_u64..100_000).prop_map(Duration::from_millis),
        2 => any::<u64>().prop_map(Duration::from_nanos),
    ]
}

pub(crate) fn factor() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(1.0),
        Just(1.1),
        Just(1.5),
        Just(2.0),
        Just(1e9),
        1.001..10.0,
        1.0..1e9,
    ]
}

pub(crate) fn jitter() -> impl Strategy<Value = Jitter> {
    prop_oneof![
        Just(Jitter::None),
        Just(Jitter::Full),
        Just(Jitter::Equal),
        Just(Jitter::fraction(1.0)),
        (0.0..=1.0).prop_map(Jitter::fraction),
    ]
}

/// As far as 2^32 - 1, more of them where something still changes.
pub(crate) fn retry() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 1_u32..100, 1 => 1_u32..=u32::MAX, 1 => Just(u32::MAX)]
}

const UNEVEN: &[Duration] = &[Duration::MAX, Duration::from_nanos(1), Duration::ZERO];

#[derive(Debug)]
struct Constant(Duration);

impl Backoff for Constant {
    fn delay(&self, _: &RetryContext) -> Duration {
        self.0
    }
}

#[derive(Debug)]
struct Doubled;

impl Backoff for Doubled {
    fn delay(&self, retry: &RetryContext) -> Duration {
        retry.previous().saturating_mul(2)
    }
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Fixed),
        Just(Rule::Linear),
        Just(Rule::Exponential),
        Just(Rule::Fibonacci),
        Just(Rule::Decorrelated),
        Just(Rule::Schedule(&[])),
        Just(Rule::Schedule(&[Duration::ZERO, Duration::MAX])),
        Just(Rule::Schedule(UNEVEN)),
        Just(Rule::Custom(&Constant(Duration::ZERO))),
        Just(Rule::Custom(&Constant(Duration::MAX))),
        Just(Rule::Custom(&Doubled)),
    ]
}

/// Not all of them can be built.
pub(crate) fn builder() -> impl Strategy<Value = PolicyBuilder> {
    (
        prop_oneof![4 => 0_u32..10, 1 => Just(u32::MAX), 1 => any::<u32>()],
        rule(),
        [duration(), duration(), duration(), duration()],
        proptest::option::of(duration()),
        duration(),
        proptest::option::of(factor()),
        proptest::option::of(duration()),
        proptest::option::of(jitter()),
    )
        .prop_map(
            |(attempts, rule, delays, hint, elapsed, factor, increment, jitter)| {
                let [initial, max, min, throttled] = delays;
                let mut builder = Policy::builder()
                    .max_attempts(attempts)
                    .backoff(rule)
                    .initial_delay(initial)
                    .max_delay(max)
                    .min_delay(min)
                    .throttled_delay(throttled)
                    .max_elapsed(elapsed);
                if let Some(longest) = hint {
                    builder = builder.max_retry_after(longest);
                }
                if let Some(factor) = factor {
                    builder = builder.factor(factor);
                }
                if let Some(increment) = increment {
                    builder = builder.increment(increment);
                }
                if let Some(jitter) = jitter {
                    builder = builder.jitter(jitter);
                }
                builder
            },
        )
}

/// The nearest policy that is allowed.
pub(crate) fn policy() -> impl Strategy<Value = Policy> {
    builder().prop_map(|builder| builder.clamped().0)
}
