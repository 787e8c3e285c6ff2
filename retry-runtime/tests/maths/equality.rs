//! Which policies are equal.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Backoff, Policy, PolicyBuilder, RetryContext, Strategy as Rule};

use crate::any;

const SEC: Duration = Duration::from_secs(1);

/// Whether all of them say the same, one by one.
fn all_parts_are_equal(one: &Policy, other: &Policy) -> bool {
    one.max_attempts() == other.max_attempts()
        && one.backoff() == other.backoff()
        && one.initial_delay() == other.initial_delay()
        && one.factor() == other.factor()
        && one.increment() == other.increment()
        && one.max_delay() == other.max_delay()
        && one.min_delay() == other.min_delay()
        && one.jitter() == other.jitter()
        && one.throttled_delay() == other.throttled_delay()
        && one.max_retry_after() == other.max_retry_after()
        && one.max_elapsed() == other.max_elapsed()
        && one.config_max_attempts() == other.config_max_attempts()
        && one.config_max_delay() == other.config_max_delay()
}

/// Sets a part to what it is already.
fn stated(policy: Policy, part: usize) -> PolicyBuilder {
    let builder = policy.to_builder();
    match part {
        0 => builder.max_attempts(policy.max_attempts().unwrap_or(u32::MAX)),
        1 => builder.backoff(policy.backoff()),
        2 => builder.initial_delay(policy.initial_delay()),
        3 => policy
            .factor()
            .map_or(builder, |factor| builder.factor(factor)),
        4 => {
            let increment = policy.increment();
            increment.map_or(builder, |increment| builder.increment(increment))
        }
        5 => builder.max_delay(policy.max_delay()),
        6 => builder.min_delay(policy.min_delay()),
        7 => builder.jitter(policy.jitter()),
        8 => builder.throttled_delay(policy.throttled_delay()),
        9 => builder.max_elapsed(policy.max_elapsed().unwrap_or(Duration::MAX)),
        10 => builder.config_max_attempts(policy.config_max_attempts().unwrap_or(u32::MAX)),
        11 => builder.max_retry_after(policy.max_retry_after()),
        _ => builder.config_max_delay(policy.config_max_delay().unwrap_or(Duration::MAX)),
    }
}

/// Sets a part to something else.
fn changed(policy: Policy, part: usize, by: Duration) -> PolicyBuilder {
    let builder = policy.to_builder();
    let attempts = by.subsec_nanos();
    match part {
        0 => builder.max_attempts(attempts),
        1 => builder.backoff(Rule::Linear),
        2 => builder.initial_delay(by),
        3 => builder.factor(1.0 + by.as_secs_f64()),
        4 => builder.increment(by),
        5 => builder.max_delay(by),
        6 => builder.min_delay(by),
        8 => builder.throttled_delay(by),
        9 => builder.max_elapsed(by),
        10 => builder.config_max_attempts(attempts),
        11 => builder.max_retry_after(by),
        _ => builder.config_max_delay(by),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn policies_are_equal_exactly_if_all_parts_are(
        one in any::policy(), other in any::policy(), part in 0_usize..13, by in any::duration(),
    ) {
        for other in [other, stated(one, part).clamped().0, changed(one, part, by).clamped().0] {
            prop_assert_eq!(one == other, all_parts_are_equal(&one, &other), "{:?}", other);
        }
    }

    #[test]
    fn a_part_that_is_set_to_what_it_is_makes_no_difference(
        policy in any::policy(), part in 0_usize..13,
    ) {
        prop_assert_eq!(stated(policy, part).clamped().0, policy);
    }
}

#[test]
fn a_default_that_is_written_out_is_the_default() {
    let builder = Policy::builder();
    assert_eq!(builder.throttled_delay(4 * SEC).build(), builder.build());
    assert_ne!(builder.throttled_delay(3 * SEC).build(), builder.build());

    assert_eq!(builder.max_retry_after(60 * SEC).build(), builder.build());
    assert_ne!(builder.max_retry_after(61 * SEC).build(), builder.build());

    let linear = builder.backoff(Rule::Linear).initial_delay(2 * SEC);
    assert_eq!(linear.increment(2 * SEC).build(), linear.build());
    assert_ne!(linear.increment(SEC).build(), linear.build());
}

#[derive(Debug)]
struct Bare;

impl Backoff for Bare {
    fn delay(&self, _: &RetryContext) -> Duration {
        SEC
    }
}

#[derive(Debug)]
struct BareToo;

impl Backoff for BareToo {
    fn delay(&self, _: &RetryContext) -> Duration {
        2 * SEC
    }
}

/// In the place of its field, which is a rule too.
#[derive(Debug)]
struct Around(Inside);

impl Backoff for Around {
    fn delay(&self, retry: &RetryContext) -> Duration {
        self.0.delay(retry) * 2
    }
}

#[derive(Debug)]
struct Inside(Duration);

impl Backoff for Inside {
    fn delay(&self, _: &RetryContext) -> Duration {
        self.0
    }
}

#[test]
fn a_custom_backoff_equals_itself_only() {
    static AROUND: Around = Around(Inside(SEC));
    static SAME: [Inside; 2] = [Inside(SEC), Inside(SEC)];

    let policy = |backoff| Policy::builder().backoff(Rule::Custom(backoff)).build();
    assert_eq!(policy(&SAME[0]), policy(&SAME[0]));
    assert_ne!(policy(&SAME[0]), policy(&SAME[1]));
    assert_ne!(policy(&AROUND), policy(&AROUND.0));
    assert_eq!(policy(&Bare), policy(&Bare));
    assert_ne!(policy(&Bare), policy(&BareToo));
    assert_ne!(policy(&Bare), Policy::new());
}
