//! What holds for every policy, however extreme.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Jitter, Policy, Strategy as Rule};

use crate::any;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_range_stays_within_floor_and_cap(policy in any::policy(), retry in any::retry()) {
        let range = policy.delay_range(retry);
        prop_assert!(range.start() <= range.end());
        prop_assert!(*range.start() >= policy.min_delay());
        prop_assert!(*range.end() <= policy.max_delay());
    }

    #[test]
    fn a_delay_stays_within_its_range(policy in any::policy(), seed: u64) {
        for (retry, delay) in (1..).zip(policy.delays(seed).take(80)) {
            prop_assert!(delay <= policy.max_delay());
            prop_assert!(delay >= policy.min_delay());
            // A custom rule may depend on the delay before, which a range does not know.
            if !matches!(policy.backoff(), Rule::Custom(_)) {
                let range = policy.delay_range(retry);
                prop_assert!(range.contains(&delay), "{delay:?} of {retry} is not in {range:?}");
            }
        }
    }

    #[test]
    fn a_delay_is_zero_only_if_its_base_is(policy in any::policy(), retry in any::retry()) {
        let by_formula = !matches!(policy.backoff(), Rule::Schedule(_) | Rule::Custom(_));
        if by_formula && policy.initial_delay() > Duration::ZERO {
            prop_assert!(*policy.delay_range(retry).start() > Duration::ZERO);
        }
    }

    #[test]
    fn a_delay_of_zero_is_not_jittered(jitter in any::jitter(), retry in any::retry(), seed: u64) {
        let policy = Policy::builder().initial_delay(Duration::ZERO).jitter(jitter).build();
        prop_assert_eq!(policy.delay_range(retry), Duration::ZERO..=Duration::ZERO);
        prop_assert!(policy.delays(seed).all(|delay| delay.is_zero()));
    }

    #[test]
    fn jitter_reaches_both_sides_of_the_base(
        policy in any::policy(), jitter in any::jitter(), retry in any::retry(),
    ) {
        prop_assume!(policy.backoff() != Rule::Decorrelated);
        let base = policy.to_builder().jitter(Jitter::None).clamped().0.delay_range(retry);
        let range = policy.to_builder().jitter(jitter).clamped().0.delay_range(retry);
        prop_assert_eq!(base.start(), base.end());
        prop_assert!(range.contains(base.start()));
    }

    #[test]
    fn bases_never_shrink(policy in any::policy(), retry in 1_u32..200) {
        let by_formula = !matches!(policy.backoff(), Rule::Schedule(_) | Rule::Custom(_));
        let (now, next) = (policy.delay_range(retry), policy.delay_range(retry + 1));
        let grows = now.start() <= next.start() && now.end() <= next.end();
        prop_assert!(grows || !by_formula);
    }

    #[test]
    fn a_seed_gives_the_same_delays_again(policy in any::policy(), seed: u64) {
        let delays = || policy.delays(seed).take(20);
        prop_assert!(delays().eq(delays()));
    }

    #[test]
    fn there_is_one_delay_fewer_than_attempts(policy in any::policy()) {
        let delays = policy.delays(0);
        let left = policy.max_attempts().map(|attempts| attempts as usize - 1);
        prop_assert_eq!(delays.size_hint(), (left.unwrap_or(usize::MAX), left));
        prop_assert_eq!(delays.take(30).count(), left.unwrap_or(30).min(30));
    }
}

#[test]
fn the_delay_before_the_first_attempt_is_zero() {
    let policy = Policy::builder().min_delay(Duration::from_secs(1)).build();
    assert_eq!(policy.delay_range(0), Duration::ZERO..=Duration::ZERO);
}

#[test]
fn the_slowest_growth_still_reaches_max_delay() {
    let policy = Policy::builder()
        .factor(1.000_01)
        .jitter(Jitter::None)
        .build();
    assert_eq!(*policy.delay_range(u32::MAX).end(), policy.max_delay());
}

#[test]
fn growth_that_rounds_down_to_nothing_comes_to_an_end() {
    let policy = Policy::builder()
        .initial_delay(Duration::from_nanos(1))
        .factor(1.5)
        .jitter(Jitter::None)
        .build();
    let one = Duration::from_nanos(1);
    assert_eq!(policy.delay_range(u32::MAX), one..=one);
}
