//! What a server's hint makes of the delays.

use core::ops::RangeInclusive;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::hint::Hint;
use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::random::Random;
use crate::policy::delay::sequence::DelaySequence;
use crate::policy::delay::strategy::Strategy;

const SECOND: u64 = 1_000_000_000;

/// The waits in a call that is given these hints, by a generator that always draws the same end.
fn hinted(policy: &Policy, hints: &[Hint], draw: fn(RangeInclusive<u64>) -> u64) -> Vec<u64> {
    let mut sequence = DelaySequence::new();
    let mut next = |hint| sequence.next(policy, Class::Throttled, Some(hint), draw);
    hints
        .iter()
        .map(|hint| next(*hint) / (SECOND / 1000))
        .collect()
}

const fn lowest(range: RangeInclusive<u64>) -> u64 {
    *range.start()
}

const fn highest(range: RangeInclusive<u64>) -> u64 {
    *range.end()
}

const fn at_least(millis: u64) -> Hint {
    Hint::AtLeast(Duration::from_millis(millis))
}

const fn exactly(millis: u64) -> Hint {
    Hint::Exactly(Duration::from_millis(millis))
}

#[test]
fn a_hint_takes_the_place_of_a_shorter_delay_and_of_the_throttled_delay() {
    let policy = Policy::builder().jitter(Jitter::None).build();
    let hints = [at_least(0), at_least(10_000), at_least(59_000), at_least(0)];
    // Its own delays are 1, 2, 4 and 8 s.
    assert_eq!(
        hinted(&policy, &hints, highest),
        [1000, 10_000, 59_000, 8000]
    );
}

#[test]
fn a_wait_is_spread_above_its_hint_by_the_initial_delay() {
    let policy = Policy::new();
    let hints = [at_least(3000); 4];
    // Its own delays are from 0.5 to 1, 1 to 2, 2 to 4 and 4 to 8 s; from the hint it is 3 to 4 s.
    assert_eq!(hinted(&policy, &hints, lowest), [3000, 3000, 3000, 4000]);
    assert_eq!(hinted(&policy, &hints, highest), [4000, 4000, 4000, 8000]);
}

#[test]
fn nothing_is_spread_where_there_is_no_jitter() {
    let hints = [at_least(9000)];
    for jitter in [Jitter::None, Jitter::fraction(0.0)] {
        let policy = Policy::builder().jitter(jitter).build();
        assert_eq!(hinted(&policy, &hints, highest), [9000], "{jitter}");
    }
    let policy = Policy::builder().backoff(Strategy::Decorrelated).build();
    assert_eq!(hinted(&policy, &hints, lowest), [9000]);
    assert_eq!(hinted(&policy, &hints, highest), [10_000]);
}

#[test]
fn the_spread_ends_at_the_longest_wait_there_may_be() {
    const fn with(max_delay: u64, max_retry_after: u64) -> Policy {
        Policy::builder()
            .max_delay(Duration::from_secs(max_delay))
            .max_retry_after(Duration::from_secs(max_retry_after))
            .build()
    }
    for (policy, hint, highest_wait) in [
        (Policy::new(), 59_000, 60_000),
        (Policy::new(), 59_400, 60_000),
        (Policy::new(), 60_000, 60_000),
        (with(60, 300), 60_000, 61_000),
        (with(60, 300), 299_400, 300_000),
        (with(60, 300), 300_000, 300_000),
        (with(60, 10), 10_000, 11_000),
        (with(10, 10), 10_000, 10_000),
    ] {
        let hints = [at_least(hint)];
        assert_eq!(hinted(&policy, &hints, lowest), [hint], "{policy}");
        assert_eq!(hinted(&policy, &hints, highest), [highest_wait], "{policy}");
    }
}

#[test]
fn callers_given_the_same_hint_do_not_pile_up_on_the_cap() {
    let policy = Policy::new();
    let at_the_cap = |hint| {
        let mut random = Random::seeded(7);
        (0..1000)
            .map(|_| {
                let draw = |range| random.within(range);
                DelaySequence::new().next(&policy, Class::Throttled, Some(hint), draw)
            })
            .filter(|delay| *delay == 60 * SECOND)
            .count()
    };
    assert_eq!(at_the_cap(at_least(59_500)), 0);
    assert_eq!(at_the_cap(at_least(60_000)), 1000);
}

#[test]
fn an_exact_hint_is_waited_for_as_it_is_and_the_delays_begin_anew() {
    let policy = Policy::new();
    let hints = [
        at_least(0),
        at_least(0),
        exactly(20),
        at_least(0),
        exactly(0),
        exactly(59_000),
        at_least(0),
        at_least(0),
    ];
    let expected = [1000, 2000, 20, 1000, 0, 59_000, 1000, 2000];
    assert_eq!(hinted(&policy, &hints, highest), expected);

    let floored = policy.to_builder().min_delay(Duration::from_millis(50));
    let hints = [exactly(20), exactly(60)];
    assert_eq!(hinted(&floored.build(), &hints, lowest), [50, 60]);
}

#[test]
fn a_decorrelated_delay_grows_out_of_the_own_one_before_and_not_out_of_a_hint() {
    let policy = Policy::builder().backoff(Strategy::Decorrelated).build();
    let hints = [at_least(30_000), at_least(0), exactly(40_000), at_least(0)];
    // Its own delays are at most 3, 9 and, anew, 3 s.
    assert_eq!(
        hinted(&policy, &hints, highest),
        [31_000, 9000, 40_000, 3000]
    );
}
