//! Whatever a policy is made of: it can be put right, and its delays keep to its limits.

#![no_main]

use std::time::Duration;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use reattempt::{Class, Decision, Jitter, Past, Policy, Strategy};

#[derive(Arbitrary, Debug)]
struct Input {
    max_attempts: Option<u32>,
    backoff: Option<Backoff>,
    initial_delay: Option<Duration>,
    max_delay: Option<Duration>,
    min_delay: Option<Duration>,
    factor: Option<f64>,
    increment: Option<Duration>,
    jitter: Option<Spread>,
    throttled_delay: Option<Duration>,
    max_retry_after: Option<Duration>,
    hint: Duration,
    seed: u64,
}

#[derive(Arbitrary, Debug)]
enum Backoff {
    Fixed,
    Linear,
    Exponential,
    Fibonacci,
    Decorrelated,
}

#[derive(Arbitrary, Debug)]
enum Spread {
    None,
    Full,
    Equal,
    Fraction(f64),
}

fuzz_target!(|input: Input| {
    let mut builder = Policy::builder();
    if let Some(attempts) = input.max_attempts {
        builder = builder.max_attempts(attempts);
    }
    if let Some(backoff) = input.backoff {
        builder = builder.backoff(match backoff {
            Backoff::Fixed => Strategy::Fixed,
            Backoff::Linear => Strategy::Linear,
            Backoff::Exponential => Strategy::Exponential,
            Backoff::Fibonacci => Strategy::Fibonacci,
            Backoff::Decorrelated => Strategy::Decorrelated,
        });
    }
    if let Some(delay) = input.initial_delay {
        builder = builder.initial_delay(delay);
    }
    if let Some(delay) = input.max_delay {
        builder = builder.max_delay(delay);
    }
    if let Some(delay) = input.min_delay {
        builder = builder.min_delay(delay);
    }
    if let Some(factor) = input.factor {
        builder = builder.factor(factor);
    }
    if let Some(increment) = input.increment {
        builder = builder.increment(increment);
    }
    if let Some(jitter) = input.jitter {
        builder = builder.jitter(match jitter {
            Spread::None => Jitter::None,
            Spread::Full => Jitter::Full,
            Spread::Equal => Jitter::Equal,
            Spread::Fraction(fraction) => Jitter::fraction(fraction),
        });
    }
    if let Some(delay) = input.throttled_delay {
        builder = builder.throttled_delay(delay);
    }
    if let Some(longest) = input.max_retry_after {
        builder = builder.max_retry_after(longest);
    }

    let (policy, error) = builder.clamped();
    assert_eq!(builder.try_build().is_err(), error.is_some());
    assert_eq!(policy.to_builder().try_build(), Ok(policy), "what was put right keeps all rules");
    assert!(!policy.to_string().is_empty());

    let limits = policy.min_delay()..=policy.max_delay();
    for (retry, delay) in (1..).zip(policy.delays(input.seed).take(200)) {
        assert!(limits.contains(&delay), "{delay:?} of {policy}");
        assert!(policy.delay_range(retry).contains(&delay), "{delay:?} of {policy}");
    }
    let next = policy.next(&Past::default(), Class::Throttled, Some(input.hint));
    if let Ok(Decision::Retry { after }) = next {
        let longest = policy.max_delay().max(policy.max_retry_after());
        assert!(after >= input.hint && after <= longest, "{after:?} of {policy}");
    }
});
