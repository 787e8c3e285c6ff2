//! Every rule of a policy: what is refused, in which words, and what clamping makes of it.

use std::time::Duration;

use reattempt_runtime::{
    Backoff, Jitter, Policy, PolicyBuilder, PolicyError, RetryContext, Strategy as Rule,
};

const MS: Duration = Duration::from_millis(1);
const SEC: Duration = Duration::from_secs(1);

#[derive(Debug)]
struct Zero;

impl Backoff for Zero {
    fn delay(&self, _: &RetryContext) -> Duration {
        Duration::ZERO
    }
}

/// Refused with this error and these words; clamping reports the same and gives this.
#[track_caller]
fn refused(builder: PolicyBuilder, error: PolicyError, words: &str, clamped: PolicyBuilder) {
    assert_eq!(builder.try_build(), Err(error), "{words}");
    assert_eq!(error.to_string(), words);
    assert_eq!(builder.clamped(), (clamped.build(), Some(error)), "{words}");
}

#[test]
fn zero_attempts_are_refused() {
    refused(
        Policy::builder().max_attempts(0),
        PolicyError::ZeroAttempts,
        "max_attempts must be at least 1, as it counts the first call too",
        Policy::builder().max_attempts(1),
    );
}

#[test]
fn a_factor_out_of_range_is_refused() {
    for (factor, nearest) in [
        (0.999, 1.0),
        (0.0, 1.0),
        (-2.0, 1.0),
        (f64::NEG_INFINITY, 1.0),
        (1e9 + 1.0, 1e9),
        (f64::INFINITY, 1e9),
    ] {
        refused(
            Policy::builder().factor(factor),
            PolicyError::FactorOutOfRange { factor },
            &format!("factor must be a number from 1 to 1000000000, not {factor}"),
            Policy::builder().factor(nearest),
        );
    }
}

#[test]
fn a_factor_that_is_not_a_number_is_refused() {
    let (policy, error) = Policy::builder().factor(f64::NAN).clamped();
    assert_eq!(policy, Policy::new());
    let Some(PolicyError::FactorOutOfRange { factor }) = error else {
        panic!("{error:?}")
    };
    assert!(factor.is_nan());
}

#[test]
fn a_fraction_of_jitter_out_of_range_is_refused() {
    for (fraction, nearest) in [
        (-0.1, Jitter::fraction(0.0)),
        (f64::NEG_INFINITY, Jitter::fraction(0.0)),
        (1.000_001, Jitter::fraction(1.0)),
        (f64::INFINITY, Jitter::fraction(1.0)),
        (f64::NAN, Jitter::Equal),
    ] {
        refused(
            Policy::builder().jitter(Jitter::fraction(fraction)),
            PolicyError::JitterOutOfRange,
            "a jitter fraction must be a number from 0 to 1",
            Policy::builder().jitter(nearest),
        );
    }
}

#[test]
fn an_empty_list_of_delays_is_refused() {
    refused(
        Policy::builder().backoff(Rule::Schedule(&[])),
        PolicyError::EmptySchedule,
        "a schedule of delays must have at least one entry",
        Policy::builder().backoff(Rule::Fixed),
    );
}

#[test]
fn a_factor_that_the_backoff_does_not_use_is_refused() {
    for rule in [
        Rule::Fixed,
        Rule::Linear,
        Rule::Fibonacci,
        Rule::Decorrelated,
    ] {
        refused(
            Policy::builder().factor(2.0).backoff(rule),
            PolicyError::UnusedFactor,
            "factor is used by the exponential backoff only",
            Policy::builder().backoff(rule),
        );
    }
}

#[test]
fn an_increment_that_the_backoff_does_not_use_is_refused() {
    for rule in [
        Rule::Fixed,
        Rule::Exponential,
        Rule::Fibonacci,
        Rule::Decorrelated,
    ] {
        refused(
            Policy::builder().backoff(rule).increment(SEC),
            PolicyError::UnusedIncrement,
            "increment is used by the linear backoff only",
            Policy::builder().backoff(rule),
        );
    }
}

#[test]
fn an_initial_delay_that_the_backoff_does_not_use_is_refused() {
    for rule in [Rule::Schedule(&[MS]), Rule::Custom(&Zero)] {
        refused(
            Policy::builder().initial_delay(SEC).backoff(rule),
            PolicyError::UnusedInitialDelay,
            "initial_delay is not used by a schedule or a custom backoff",
            Policy::builder().backoff(rule),
        );
    }
}

#[test]
fn a_jitter_that_the_backoff_does_not_use_is_refused() {
    for jitter in [Jitter::Full, Jitter::None, Jitter::fraction(7.0)] {
        refused(
            Policy::builder().backoff(Rule::Decorrelated).jitter(jitter),
            PolicyError::UnusedJitter,
            "jitter is not used by the decorrelated backoff, which is random by itself",
            Policy::builder().backoff(Rule::Decorrelated),
        );
    }
}

#[test]
fn a_max_delay_below_the_initial_delay_is_refused() {
    refused(
        Policy::builder().max_delay(500 * MS),
        PolicyError::MaxDelayBelowInitialDelay {
            initial_delay: SEC,
            max_delay: 500 * MS,
        },
        "max_delay must be at least initial_delay (1s unless set): 500ms is below 1s",
        Policy::builder()
            .max_delay(500 * MS)
            .initial_delay(500 * MS),
    );
}

#[test]
fn a_min_delay_above_max_delay_is_refused() {
    refused(
        Policy::builder().min_delay(61 * SEC),
        PolicyError::MinDelayAboveMaxDelay {
            min_delay: 61 * SEC,
            max_delay: 60 * SEC,
        },
        "min_delay must be at most max_delay (60s unless set): 61s is above 60s",
        Policy::builder().min_delay(60 * SEC),
    );
}

#[test]
fn unlimited_attempts_without_a_delay_are_refused() {
    const WORDS: &str = "unlimited attempts need a delay above zero: \
                         set initial_delay, min_delay or max_attempts";
    let zero = Policy::builder().initial_delay(Duration::ZERO);
    for spinning in [
        zero,
        zero.backoff(Rule::Decorrelated),
        zero.backoff(Rule::Linear),
        zero.backoff(Rule::Linear).increment(Duration::ZERO),
        zero.max_delay(Duration::ZERO),
        Policy::builder().backoff(Rule::Schedule(&[SEC, Duration::ZERO])),
        Policy::builder()
            .backoff(Rule::Custom(&Zero))
            .max_delay(Duration::ZERO),
    ] {
        let error = PolicyError::UnlimitedWithoutDelay;
        refused(spinning.unlimited(), error, WORDS, spinning.max_attempts(3));
    }
    for waiting in [
        zero.min_delay(MS),
        zero.backoff(Rule::Linear).increment(MS),
        Policy::builder().backoff(Rule::Schedule(&[Duration::ZERO, SEC])),
        Policy::builder().backoff(Rule::Custom(&Zero)),
    ] {
        assert!(waiting.unlimited().try_build().is_ok());
    }
}

#[test]
fn the_first_of_several_problems_is_reported_and_all_are_put_right() {
    let (policy, error) = Policy::builder()
        .min_delay(9 * SEC)
        .max_delay(MS)
        .max_attempts(0)
        .clamped();
    assert_eq!(error, Some(PolicyError::ZeroAttempts));
    let expected = Policy::builder()
        .max_attempts(1)
        .initial_delay(MS)
        .min_delay(MS)
        .max_delay(MS);
    assert_eq!(policy, expected.build());
}

#[test]
fn zero_delays_are_allowed_where_attempts_are_limited() {
    let zero = Duration::ZERO;
    let builder = Policy::builder().initial_delay(zero).throttled_delay(zero);
    assert!(
        builder
            .max_delay(zero)
            .max_elapsed(zero)
            .try_build()
            .is_ok()
    );
}

#[test]
#[should_panic(expected = "max_attempts must be at least 1")]
fn build_panics_with_the_words_of_the_rule() {
    let _ = Policy::builder().max_attempts(0).build();
}
