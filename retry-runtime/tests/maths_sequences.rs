//! The delays of each rule, without jitter, against sequences others have published.

use std::time::Duration;

use reattempt_runtime::{Jitter, Policy, Strategy};

fn millis(policy: Policy) -> Vec<u128> {
    policy.delays(0).map(|delay| delay.as_millis()).collect()
}

#[test]
fn the_default_doubles_from_one_second_to_one_minute() {
    let policy = Policy::builder()
        .max_attempts(9)
        .jitter(Jitter::None)
        .build();
    let expected = [1, 2, 4, 8, 16, 32, 60, 60].map(|secs| secs * 1000);
    assert_eq!(millis(policy), expected);
}

#[test]
fn fibonacci() {
    let policy = Policy::builder()
        .max_attempts(9)
        .backoff(Strategy::Fibonacci)
        .initial_delay(Duration::from_millis(1))
        .jitter(Jitter::None)
        .build();
    assert_eq!(millis(policy), [1, 1, 2, 3, 5, 8, 13, 21]);
}
