//! What a policy says of itself, attempt by attempt.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Backoff, Band, Jitter, Policy, RetryContext, Strategy as Rule};

use crate::any;

const SEC: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_nanos(u64::MAX);

pub(crate) fn times(band: Band) -> [Duration; 3] {
    [band.lowest(), band.mean(), band.highest()]
}

/// Lowest, mean and highest delay before each retry.
pub(crate) fn delays(policy: Policy) -> Vec<[Duration; 3]> {
    let retries = policy.schedule().skip(1);
    retries.map(|attempt| times(attempt.delay())).collect()
}

#[test]
fn the_schedule_of_one_attempt_is_one_row_that_waits_for_nothing() {
    let mut schedule = Policy::builder().max_attempts(1).build().schedule();
    assert_eq!(schedule.size_hint(), (1, Some(1)));
    let first = schedule.next().unwrap();
    assert_eq!(first.number(), 1);
    assert_eq!(times(first.delay()), [Duration::ZERO; 3]);
    assert_eq!(times(first.waited()), [Duration::ZERO; 3]);
    assert_eq!((schedule.next(), schedule.next()), (None, None));
}

#[test]
fn the_sums_of_a_schedule_end_at_the_longest_time() {
    let policy = Policy::builder()
        .unlimited()
        .initial_delay(LONGEST)
        .max_delay(LONGEST)
        .build();
    let fourth = policy.schedule().nth(3).unwrap();
    let half = Duration::from_nanos(u64::MAX / 2 + 1);
    assert_eq!(fourth.delay().lowest(), half);
    assert_eq!(fourth.waited().lowest(), LONGEST);
    assert_eq!(fourth.waited().mean(), LONGEST);
    assert_eq!(fourth.waited().highest(), LONGEST);
}

proptest! {
    #[test]
    fn the_rows_of_a_schedule_are_the_ranges_of_its_delays(policy in any::policy(), unlimited: bool) {
        let endless = policy.to_builder().unlimited().clamped().0;
        let policy = if unlimited { endless } else { policy };
        let (mut lowest, mut mean, mut highest) = (0_u64, 0_u64, 0_u64);
        let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap();
        let decorrelated = policy.backoff() == Rule::Decorrelated;

        for (retry, attempt) in (0..).zip(policy.schedule().take(200)) {
            prop_assert_eq!(attempt.number(), retry + 1);
            let (delay, range) = (attempt.delay(), policy.delay_range(retry));
            prop_assert_eq!(delay.lowest()..=delay.highest(), range.clone());
            prop_assert!(range.contains(&delay.mean()));
            if !decorrelated {
                let (low, high) = (nanos(*range.start()), nanos(*range.end()));
                prop_assert_eq!(nanos(delay.mean()), low + (high - low) / 2);
            }

            lowest = lowest.saturating_add(nanos(delay.lowest()));
            mean = mean.saturating_add(nanos(delay.mean()));
            highest = highest.saturating_add(nanos(delay.highest()));
            let sums = times(attempt.waited()).map(nanos);
            prop_assert_eq!(sums, [lowest, mean, highest]);
        }
    }

    #[test]
    fn a_schedule_has_one_row_an_attempt(policy in any::policy()) {
        let attempts = policy.max_attempts().map(|attempts| attempts as usize);
        let schedule = policy.schedule();
        prop_assert_eq!(schedule.size_hint(), (attempts.unwrap_or(usize::MAX), attempts));
        prop_assert_eq!(schedule.take(30).count(), attempts.unwrap_or(30).min(30));
    }
}

#[test]
fn a_schedule_asks_a_rule_of_ones_own_as_for_a_range() {
    #[derive(Debug)]
    struct Squares;
    impl Backoff for Squares {
        fn delay(&self, retry: &RetryContext) -> Duration {
            assert_eq!(retry.previous(), Duration::ZERO);
            SEC * retry.number().pow(2)
        }
    }
    let policy = Policy::builder()
        .max_attempts(4)
        .backoff(Rule::Custom(&Squares))
        .jitter(Jitter::None)
        .build();
    assert_eq!(delays(policy), [[SEC; 3], [4 * SEC; 3], [9 * SEC; 3]]);
}
