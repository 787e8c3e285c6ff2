//! Policies and parts as people read them.

use std::time::Duration;

use reattempt_runtime::{Backoff, Jitter, Policy, RetryContext, Strategy};

#[test]
fn the_default_policy_is_told_in_words() {
    let expected = "3 attempts, exponential from 1s x2 up to 60s, equal jitter";
    assert_eq!(Policy::new().to_string(), expected);
}

#[test]
fn all_parts_of_a_policy_are_told_in_words() {
    let policy = Policy::builder()
        .max_attempts(5)
        .backoff(Strategy::Linear)
        .initial_delay(Duration::from_millis(50))
        .increment(Duration::from_millis(1500))
        .max_delay(Duration::from_secs(90))
        .min_delay(Duration::from_micros(10))
        .jitter(Jitter::fraction(0.125))
        .max_retry_after(Duration::from_secs(300))
        .max_elapsed(Duration::from_secs(7200))
        .build();
    let expected = "5 attempts, linear from 50ms by 1.5s up to 90s, jitter of 12.5%, \
                    delays at least 10µs, hints up to 5m, at most 2h in all";
    assert_eq!(policy.to_string(), expected);
}

#[test]
fn every_backoff_is_told_in_words() {
    const SHORT: &[Duration] = &[Duration::from_millis(100), Duration::from_secs(1)];
    const LONG: &[Duration] = &[Duration::from_secs(1); 20];
    #[derive(Debug)]
    struct Mine;
    impl Backoff for Mine {
        fn delay(&self, _: &RetryContext) -> Duration {
            Duration::ZERO
        }
    }
    let text = |strategy| Policy::builder().backoff(strategy).build().to_string();

    assert_eq!(text(Strategy::Fixed), "3 attempts, fixed 1s, equal jitter");
    assert_eq!(
        text(Strategy::Fibonacci),
        "3 attempts, fibonacci from 1s up to 60s, equal jitter"
    );
    assert_eq!(
        text(Strategy::Decorrelated),
        "3 attempts, decorrelated from 1s up to 60s"
    );
    assert_eq!(
        text(Strategy::Custom(&Mine)),
        "3 attempts, custom Mine up to 60s, equal jitter"
    );
    assert_eq!(
        text(Strategy::Schedule(SHORT)),
        "3 attempts, delays of 100ms 1s, equal jitter"
    );
    assert_eq!(
        text(Strategy::Schedule(LONG)),
        "3 attempts, delays of 1s 1s 1s 1s 1s 1s 1s 1s ... 1s, equal jitter"
    );
}

#[test]
fn numbers_of_attempts_are_told_in_words() {
    let builder = Policy::builder().jitter(Jitter::None);
    assert_eq!(
        builder.max_attempts(1).build().to_string(),
        "1 attempt, exponential from 1s x2 up to 60s, no jitter"
    );
    assert_eq!(
        builder
            .unlimited()
            .max_delay(Duration::MAX)
            .factor(1.5)
            .build()
            .to_string(),
        "unlimited attempts, exponential from 1s x1.5, no jitter"
    );
}

#[test]
fn debug_of_a_policy_has_durations_in_words() {
    let text = format!("{:?}", Policy::new());
    assert!(
        text.starts_with("Policy { max_attempts: Some(3), backoff: Exponential, initial_delay: 1s")
    );
}
