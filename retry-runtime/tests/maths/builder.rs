//! How parts are put together: defaults, order of calls, inheritance, what is stored.

use std::panic::{RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Backoff, Jitter, Policy, RetryContext, Strategy as Rule};

use crate::any;

const MS: Duration = Duration::from_millis(1);
const SEC: Duration = Duration::from_secs(1);

#[test]
fn the_default_policy_has_its_published_numbers() {
    let policy = Policy::default();
    assert_eq!(policy, Policy::new());
    assert_eq!(policy, Policy::builder().build());
    assert_eq!(policy.max_attempts(), Some(3));
    assert_eq!(policy.backoff(), Rule::Exponential);
    assert_eq!(policy.factor(), Some(2.0));
    assert_eq!(policy.increment(), None);
    assert_eq!(policy.initial_delay(), SEC);
    assert_eq!(policy.max_delay(), 60 * SEC);
    assert_eq!(policy.min_delay(), Duration::ZERO);
    assert_eq!(policy.jitter(), Jitter::Equal);
    assert_eq!(policy.throttled_delay(), 4 * SEC);
    assert_eq!(policy.max_retry_after(), 60 * SEC);
    assert_eq!(policy.max_elapsed(), None);
}

#[test]
fn a_policy_is_small_and_goes_everywhere() {
    const fn goes_everywhere<T: Copy + Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
    static STATIC: Policy = Policy::builder().max_attempts(2).build();
    const { goes_everywhere::<Policy>() }
    assert_eq!(STATIC.max_attempts(), Some(2));
    assert!(size_of::<Policy>() <= 96);
}

#[test]
fn the_last_call_of_a_setter_counts() {
    let policy = Policy::builder()
        .max_attempts(0)
        .unlimited()
        .max_attempts(7)
        .backoff(Rule::Fixed)
        .backoff(Rule::Linear)
        .increment(SEC)
        .increment(MS)
        .build();
    assert_eq!(policy.max_attempts(), Some(7));
    assert_eq!(policy.increment(), Some(MS));
}

#[test]
fn the_order_of_calls_does_not_matter() {
    let one = Policy::builder()
        .backoff(Rule::Exponential)
        .factor(3.0)
        .initial_delay(90 * SEC)
        .max_delay(100 * SEC);
    let other = Policy::builder()
        .max_delay(100 * SEC)
        .initial_delay(90 * SEC)
        .factor(3.0)
        .backoff(Rule::Exponential);
    assert_eq!(one.build(), other.build());
}

#[test]
fn an_unlimited_policy_has_no_number_of_attempts() {
    let policy = Policy::builder().unlimited().build();
    assert_eq!(policy.max_attempts(), None);
    let policy = Policy::builder().max_attempts(u32::MAX).build();
    assert_eq!(policy.max_attempts(), None);
}

#[test]
fn the_longest_max_elapsed_is_no_limit() {
    let limited = Policy::builder().max_elapsed(SEC).build();
    assert_eq!(limited.max_elapsed(), Some(SEC));
    let freed = limited.to_builder().max_elapsed(Duration::MAX);
    assert_eq!(freed.build(), Policy::new());
}

#[test]
fn the_increment_is_the_initial_delay_unless_said() {
    let linear = Policy::builder().backoff(Rule::Linear).build();
    assert_eq!(linear.increment(), Some(SEC));
    let shorter = linear.to_builder().initial_delay(MS).build();
    assert_eq!(shorter.increment(), Some(MS));
    let constant = shorter.to_builder().increment(Duration::ZERO).build();
    assert_eq!(constant.increment(), Some(Duration::ZERO));
}

#[test]
fn the_throttled_delay_follows_the_initial_delay_unless_said() {
    let throttled = |delay| {
        Policy::builder()
            .initial_delay(delay)
            .build()
            .throttled_delay()
    };
    assert_eq!(throttled(Duration::ZERO), SEC);
    assert_eq!(throttled(250 * MS), SEC);
    assert_eq!(throttled(251 * MS), 1004 * MS);

    let said = Policy::builder().throttled_delay(Duration::ZERO).build();
    let later = said.to_builder().initial_delay(2 * SEC).build();
    assert_eq!(later.throttled_delay(), Duration::ZERO);

    let longest = Policy::builder().throttled_delay(Duration::MAX).build();
    assert_eq!(
        longest.throttled_delay(),
        Duration::from_nanos(u64::MAX - 1)
    );
    let custom = Policy::builder().backoff(Rule::Custom(&Zero)).build();
    assert_eq!(custom.throttled_delay(), 4 * SEC);
}

#[test]
fn the_longest_hint_follows_max_delay_unless_said() {
    let shorter = Policy::builder().max_delay(5 * SEC).build();
    assert_eq!(shorter.max_retry_after(), 5 * SEC);
    let longer = shorter.to_builder().max_delay(7 * SEC).build();
    assert_eq!(longer.max_retry_after(), 7 * SEC);

    for said in [Duration::ZERO, 3 * SEC, 300 * SEC] {
        let policy = shorter.to_builder().max_retry_after(said).build();
        let later = policy.to_builder().max_delay(9 * SEC).build();
        assert_eq!(later.max_retry_after(), said);
        assert_eq!(later.max_delay(), 9 * SEC);
    }
    let longest = Policy::builder().max_retry_after(Duration::MAX).build();
    let nearly = Duration::from_nanos(u64::MAX - 1);
    assert_eq!(longest.max_retry_after(), nearly);
    let longest = Policy::builder().max_delay(Duration::MAX).build();
    assert_eq!(longest.max_retry_after(), nearly);
}

#[test]
fn a_new_strategy_does_not_inherit_parameters() {
    let tripled = Policy::builder().factor(3.0).build();
    assert_eq!(tripled.to_builder().build().factor(), Some(3.0));
    let same = tripled.to_builder().backoff(Rule::Exponential).build();
    assert_eq!(same.factor(), Some(3.0));

    let linear = tripled
        .to_builder()
        .backoff(Rule::Linear)
        .increment(MS)
        .build();
    assert_eq!((linear.factor(), linear.increment()), (None, Some(MS)));
    let back = linear.to_builder().backoff(Rule::Exponential).build();
    assert_eq!((back.factor(), back.increment()), (Some(2.0), None));
}

#[test]
fn decorrelated_neither_uses_nor_passes_on_jitter() {
    let full = Policy::builder().jitter(Jitter::Full).build();
    let decorrelated = full.to_builder().backoff(Rule::Decorrelated).build();
    assert_eq!(decorrelated.jitter(), Jitter::None);
    let back = decorrelated.to_builder().backoff(Rule::Exponential).build();
    assert_eq!(back, Policy::new());
}

#[test]
fn a_schedule_says_its_own_first_delay() {
    const DELAYS: &[Duration] = &[MS, SEC];
    let slow = Policy::builder().initial_delay(30 * SEC).build();
    let schedule = slow.to_builder().backoff(Rule::Schedule(DELAYS)).build();
    assert_eq!(schedule.initial_delay(), MS);
    assert_eq!(
        schedule,
        Policy::builder().backoff(Rule::Schedule(DELAYS)).build()
    );
}

#[test]
fn a_short_cap_suits_rules_that_do_not_use_the_initial_delay() {
    let short = Policy::builder().max_delay(MS);
    assert!(short.try_build().is_err());
    assert!(short.backoff(Rule::Schedule(&[MS])).try_build().is_ok());
    assert!(short.backoff(Rule::Custom(&Zero)).try_build().is_ok());
}

#[derive(Debug)]
struct Zero;

impl Backoff for Zero {
    fn delay(&self, _: &RetryContext) -> Duration {
        Duration::ZERO
    }
}

#[derive(Debug)]
struct Named(&'static str);

impl Backoff for Named {
    fn delay(&self, _: &RetryContext) -> Duration {
        Duration::from_secs(self.0.len() as u64)
    }
}

#[test]
fn a_custom_rule_equals_itself_only() {
    static ONE: Named = Named("one");
    static TWO: Named = Named("two");
    assert_eq!(Rule::Custom(&ONE), Rule::Custom(&ONE));
    assert_ne!(Rule::Custom(&ONE), Rule::Custom(&TWO));
    let policy = |rule| Policy::builder().backoff(Rule::Custom(rule)).build();
    assert_eq!(policy(&ONE), policy(&ONE));
    assert_ne!(policy(&ONE), policy(&TWO));
}

#[test]
fn a_custom_rule_is_told_number_and_delay_before() {
    #[derive(Debug)]
    struct Told;
    impl Backoff for Told {
        fn delay(&self, retry: &RetryContext) -> Duration {
            retry.previous() + retry.number() * MS
        }
    }
    let policy = Policy::builder()
        .max_attempts(6)
        .backoff(Rule::Custom(&Told))
        .max_delay(8 * MS)
        .jitter(Jitter::None)
        .build();
    let delays: Vec<_> = policy.delays(0).collect();
    assert_eq!(delays, [MS, 3 * MS, 6 * MS, 8 * MS, 8 * MS]);
}

proptest! {
    #[test]
    fn what_was_built_builds_again(builder in any::builder()) {
        if let Ok(policy) = builder.try_build() {
            prop_assert_eq!(policy.to_builder().try_build(), Ok(policy));
        }
    }

    #[test]
    fn factors_come_back_to_the_millionth(factor in 1.0..1e9) {
        let stored = Policy::builder().factor(factor).build().factor().unwrap();
        prop_assert!((stored - factor).abs() <= 0.5e-6 + factor * f64::EPSILON);
    }
}
