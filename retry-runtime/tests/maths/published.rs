//! Each rule against sequences and ranges that others have published.

use std::ops::RangeInclusive;
use std::time::Duration;

use reattempt_runtime::{Jitter, Policy, PolicyBuilder, Strategy};

const NO_CAP: Duration = Duration::MAX;

fn plain(strategy: Strategy) -> PolicyBuilder {
    let builder = Policy::builder().backoff(strategy).max_delay(NO_CAP);
    builder.max_attempts(1000).jitter(Jitter::None)
}

fn secs(policy: PolicyBuilder, count: usize) -> Vec<f64> {
    let delays = policy.build().delays(0);
    delays.take(count).map(|d| d.as_secs_f64()).collect()
}

fn millis(policy: PolicyBuilder, count: usize) -> Vec<u128> {
    let delays = policy.build().delays(0);
    delays.take(count).map(|d| d.as_millis()).collect()
}

fn secs_range(secs: RangeInclusive<f64>) -> RangeInclusive<Duration> {
    let (low, high) = secs.into_inner();
    Duration::from_secs_f64(low)..=Duration::from_secs_f64(high)
}

/// Polly, `RetryHelperTests.Constant_Ok`; Polly.Contrib.WaitAndRetry, README, "Constant Back-off".
#[test]
fn fixed_delays_are_those_published() {
    let policy = plain(Strategy::Fixed);
    assert_eq!(secs(policy, 3), [1.0, 1.0, 1.0]);
    let policy = policy.initial_delay(Duration::from_millis(200));
    assert_eq!(millis(policy, 5), [200; 5]);
}

/// Polly.Contrib.WaitAndRetry, README, "Linear Back-off": by itself, and with a factor of 2.
#[test]
fn linear_delays_are_those_published() {
    let policy = plain(Strategy::Linear).initial_delay(Duration::from_millis(100));
    assert_eq!(millis(policy, 5), [100, 200, 300, 400, 500]);
    let policy = policy.increment(Duration::from_millis(200));
    assert_eq!(millis(policy, 5), [100, 300, 500, 700, 900]);
}

/// tenacity, `test_incrementing_sleep`.
#[test]
fn linear_delays_with_a_start_of_their_own_are_those_published() {
    let policy = plain(Strategy::Linear)
        .initial_delay(Duration::from_secs(500))
        .increment(Duration::from_secs(100));
    assert_eq!(secs(policy, 3), [500.0, 600.0, 700.0]);
}

/// tenacity, `test_exponential`, `test_exponential_with_max_wait` and
/// `test_exponential_with_min_wait_and_max_wait`.
#[test]
fn exponential_delays_with_cap_and_floor_are_those_published() {
    let policy = plain(Strategy::Exponential);
    let doubled = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0];
    assert_eq!(secs(policy, 8), doubled);

    let policy = policy.max_delay(Duration::from_secs(40));
    let capped = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 40.0, 40.0];
    assert_eq!(secs(policy, 8), capped);
    assert_eq!(policy.build().delay_range(50), secs_range(40.0..=40.0));

    let policy = policy
        .min_delay(Duration::from_secs(10))
        .max_delay(Duration::from_secs(100));
    let floored = [10.0, 10.0, 10.0, 10.0, 16.0, 32.0, 64.0, 100.0];
    assert_eq!(secs(policy, 8), floored);
}

/// tokio-retry, `returns_some_exponential_base_10` and `returns_some_exponential_base_2`.
#[test]
fn exponential_delays_by_powers_of_a_base_are_those_published() {
    let policy = plain(Strategy::Exponential);
    let ten = policy.initial_delay(Duration::from_millis(10)).factor(10.0);
    assert_eq!(millis(ten, 3), [10, 100, 1000]);
    let two = policy.initial_delay(Duration::from_millis(2)).factor(2.0);
    assert_eq!(millis(two, 3), [2, 4, 8]);
}

/// backon, `test_exponential_default`, `test_exponential_factor`, `test_exponential_max_delay_*`.
#[test]
fn exponential_delays_by_one_and_a_half_are_those_published() {
    let policy = plain(Strategy::Exponential);
    assert_eq!(secs(policy, 3), [1.0, 2.0, 4.0]);
    assert_eq!(secs(policy.factor(1.5), 3), [1.0, 1.5, 2.25]);
    let capped = policy.max_delay(Duration::from_secs(2));
    assert_eq!(secs(capped, 3), [1.0, 2.0, 2.0]);
}

/// Polly.Contrib.WaitAndRetry, README, "Exponential Back-off": by itself, and with a factor of 4,
/// where the fifth delay is given.
#[test]
fn exponential_delays_by_four_are_those_published() {
    let policy = plain(Strategy::Exponential).initial_delay(Duration::from_millis(100));
    assert_eq!(millis(policy, 5), [100, 200, 400, 800, 1600]);
    assert_eq!(millis(policy.factor(4.0), 5)[4], 25_600);
}

/// resilience4j, `generatesCappedExponentialIntervals`: growth up to the eleventh, then the cap.
#[test]
fn exponential_delays_reach_the_cap_when_published() {
    let policy = plain(Strategy::Exponential)
        .initial_delay(Duration::from_millis(100))
        .max_delay(Duration::from_secs(100));
    let delays = millis(policy, 13);
    assert!(delays[..11].is_sorted_by(|a, b| a < b));
    assert_eq!(delays[10..], [100_000; 3]);
}

/// gRPC Connection Backoff Protocol: 1 s, multiplier 1.6, at most 120 s, jitter 0.2.
#[test]
fn exponential_delays_are_those_of_grpc() {
    let policy = Policy::builder()
        .max_delay(Duration::from_secs(120))
        .factor(1.6)
        .jitter(Jitter::fraction(0.2))
        .build();
    assert_eq!(policy.delay_range(1), secs_range(0.8..=1.2));
    assert_eq!(policy.delay_range(2), secs_range(1.28..=1.92));
    assert_eq!(policy.delay_range(3), secs_range(2.048..=3.072));
    // 1.6^11 is 175.9: from there on it is the cap, which the jitter may not exceed here.
    assert_eq!(policy.delay_range(12), secs_range(96.0..=120.0));
}

/// tokio-retry, `returns_the_fibonacci_series_starting_at_10`.
#[test]
fn fibonacci_delays_are_those_published() {
    let policy = plain(Strategy::Fibonacci).initial_delay(Duration::from_millis(10));
    assert_eq!(millis(policy, 6), [10, 10, 20, 30, 50, 80]);
}

/// backon, `test_fibonacci_max_times` and `test_fibonacci_max_delay`.
#[test]
fn fibonacci_delays_with_a_cap_are_those_published() {
    let policy = plain(Strategy::Fibonacci);
    assert_eq!(secs(policy, 6), [1.0, 1.0, 2.0, 3.0, 5.0, 8.0]);
    let capped = policy.max_delay(Duration::from_secs(2));
    assert_eq!(secs(capped, 4), [1.0, 1.0, 2.0, 2.0]);
}

/// tenacity, `test_wait_chain_multiple_invocations`: the last one repeats.
#[test]
fn lists_of_delays_are_those_published() {
    const DELAYS: &[Duration] = &[
        Duration::from_secs(1),
        Duration::from_secs(2),
        Duration::from_secs(3),
    ];
    let policy = plain(Strategy::Schedule(DELAYS));
    assert_eq!(secs(policy, 4), [1.0, 2.0, 3.0, 3.0]);
}

/// "Exponential Backoff And Jitter", AWS Architecture Blog, and its simulator with base 5 and cap
/// 2000: `min(cap, 2^n * base)`, all of it for full and half of it for equal jitter.
#[test]
fn full_and_equal_jitter_are_those_of_aws() {
    let policy = Policy::builder()
        .initial_delay(Duration::from_millis(5))
        .max_delay(Duration::from_secs(2));
    let full = policy.jitter(Jitter::Full).build();
    let equal = policy.jitter(Jitter::Equal).build();
    let expected = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2000, 2000];

    for (retry, millis) in (1..).zip(expected) {
        let high = Duration::from_millis(millis);
        assert_eq!(full.delay_range(retry), Duration::from_nanos(1)..=high);
        assert_eq!(equal.delay_range(retry), high / 2..=high);
    }
}

/// The same, "Decorrelated Jitter": `min(cap, U(base, 3 * sleep))`, `sleep` being `base` at first.
/// Its widest range therefore ends at `base * 3^n`.
#[test]
fn decorrelated_jitter_is_that_of_aws() {
    let policy = Policy::builder()
        .backoff(Strategy::Decorrelated)
        .initial_delay(Duration::from_millis(5))
        .max_delay(Duration::from_secs(2))
        .build();
    let expected = [15, 45, 135, 405, 1215, 2000, 2000];

    for (retry, millis) in (1..).zip(expected) {
        let range = Duration::from_millis(5)..=Duration::from_millis(millis);
        assert_eq!(policy.delay_range(retry), range);
    }
}

/// tenacity, `test_wait_random_exponential`: full jitter from half a second, at most a minute.
#[test]
fn full_jitter_is_that_of_tenacity() {
    let policy = Policy::builder()
        .initial_delay(Duration::from_millis(500))
        .jitter(Jitter::Full)
        .build();
    let expected = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0];

    for (retry, high) in (1..).zip(expected) {
        let range = policy.delay_range(retry);
        assert_eq!(*range.end(), Duration::from_secs_f64(high));
    }
}

/// Polly, `RetryHelperTests.Constant_Jitter_Ok` and `Linear_Jitter_Ok`: a quarter up and down.
#[test]
fn a_quarter_of_jitter_is_that_of_polly() {
    let policy = Policy::builder().jitter(Jitter::fraction(0.25));
    let constant = policy.backoff(Strategy::Fixed).build();
    assert_eq!(constant.delay_range(1), secs_range(0.75..=1.25));
    let linear = policy.backoff(Strategy::Linear).build();
    assert_eq!(linear.delay_range(3), secs_range(2.25..=3.75));
}

/// resilience4j, `generatesRandomizedIntervals`: 100 ms, half of it up and down.
#[test]
fn a_half_of_jitter_is_that_of_resilience4j() {
    let policy = plain(Strategy::Fixed)
        .initial_delay(Duration::from_millis(100))
        .jitter(Jitter::fraction(0.5))
        .build();
    for delay in policy.delays(1).take(50) {
        assert!((50..=150).contains(&delay.as_millis()));
    }
}
