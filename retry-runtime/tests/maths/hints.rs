//! What a server's hint makes of a wait, for every policy, however extreme.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Class, Decision, Past, Policy, StopReason, Strategy as Rule};

use crate::any;

const MS: Duration = Duration::from_millis(1);
const SEC: Duration = Duration::from_secs(1);

/// As far as its nanoseconds are counted.
fn counted(time: Duration) -> Duration {
    time.min(Duration::from_nanos(u64::MAX))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_wait_is_never_before_its_hint_nor_over_the_longest_there_may_be(
        policy in any::policy(),
        retry in any::retry(),
        previous in any::duration(),
        hint in any::duration(),
    ) {
        let mut builder = policy.to_builder().unlimited().max_elapsed(Duration::MAX);
        if let Rule::Custom(_) = policy.backoff() {
            builder = builder.backoff(Rule::Decorrelated);
        }
        let policy = builder.clamped().0;
        let past = Past { attempt: retry, elapsed: Duration::ZERO, previous };
        let next = policy.next(&past, Class::Throttled, Some(hint)).unwrap();
        match next {
            Decision::Retry { after } => {
                let hint = counted(hint);
                prop_assert!(hint <= policy.max_retry_after());
                prop_assert!(after >= hint);
                prop_assert!(after >= policy.min_delay());
                prop_assert!(after <= policy.max_delay().max(policy.max_retry_after()));
                let own = policy.max_delay();
                prop_assert!(after <= own.max(hint.saturating_add(policy.initial_delay())));
            }
            Decision::Stop(StopReason::Attempts) => prop_assert_eq!(policy.max_attempts(), Some(3)),
            Decision::Stop(reason) => {
                prop_assert_eq!(reason, StopReason::Hint);
                prop_assert!(counted(hint) > policy.max_retry_after());
            }
        }
    }
}

/// The waits of a call that is told "3 s" three times.
fn waits(policy: &Policy) -> [Duration; 3] {
    let mut past = Past::default();
    [(); 3].map(|()| {
        past.attempt += 1;
        let next = policy.next(&past, Class::Throttled, Some(3 * SEC)).unwrap();
        let Decision::Retry { after } = next else {
            panic!("{next}");
        };
        past = Past {
            previous: after,
            ..past
        };
        after
    })
}

/// The third delay of its own, between 2 and 4 s, may be the longer one.
#[test]
fn three_times_three_seconds_are_about_ten_and_never_less_than_nine() {
    let policy = Policy::builder().max_attempts(4).build();
    let sums: Vec<Duration> = (0..1000)
        .map(|_| waits(&policy).into_iter().sum::<Duration>())
        .collect();
    let mean = sums.iter().sum::<Duration>() / 1000;

    assert!(sums.iter().all(|sum| *sum >= 9 * SEC && *sum <= 12 * SEC));
    // 3.5 s twice, and the larger of U(3, 4) and U(2, 4): 3 + 1/2 * 1/2 + 1/2 * 2/3 = 3.58 s.
    assert!(mean > 10_500 * MS && mean < 10_670 * MS, "{mean:?}");
}

#[test]
fn a_hint_of_zero_is_no_hot_loop() {
    let policy = Policy::builder().unlimited().build();
    for attempt in [1, 2, 3, 100] {
        let past = Past {
            attempt,
            ..Past::default()
        };
        for _ in 0..1000 {
            let next = policy.next(&past, Class::Throttled, Some(Duration::ZERO));
            let Ok(Decision::Retry { after }) = next else {
                panic!("{next:?}");
            };
            assert!(after >= 500 * MS && after <= 60 * SEC, "{after:?}");
        }
    }
}

#[test]
fn callers_who_are_told_the_same_second_do_not_come_back_in_the_same_millisecond() {
    let policy = Policy::new();
    let past = Past {
        attempt: 1,
        ..Past::default()
    };
    let millis = (0..1000).map(|_| {
        let next = policy.next(&past, Class::Throttled, Some(7 * SEC));
        let Ok(Decision::Retry { after }) = next else {
            panic!("{next:?}");
        };
        after.as_millis()
    });
    let different: std::collections::HashSet<_> = millis.collect();
    // 1000 draws of 1000 are about 632 different ones.
    assert!(different.len() > 550, "{}", different.len());
}
