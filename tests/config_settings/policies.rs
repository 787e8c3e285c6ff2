use std::time::Duration;

use reattempt::{Backoff, Jitter, Policy, RetryContext, Strategy, presets};

const DELAYS: &[Duration] = &[
    Duration::from_millis(100),
    Duration::from_nanos(1_000_000_001),
];

fn again(policy: &Policy) -> Policy {
    let text = serde_json::to_string(policy).unwrap();
    let read = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let table = toml::Table::try_from(policy).unwrap();
    assert_eq!(table.try_into::<Policy>().unwrap(), read, "{text}");
    read
}

#[test]
fn every_policy_that_has_words_is_read_as_it_was_written() {
    let strategies = [
        Strategy::Fixed,
        Strategy::Linear,
        Strategy::Exponential,
        Strategy::Fibonacci,
        Strategy::Schedule(DELAYS),
    ];
    let jitters = [
        Jitter::None,
        Jitter::Full,
        Jitter::Equal,
        Jitter::fraction(0.333_333),
        Jitter::fraction(1.0),
    ];
    for strategy in strategies {
        for jitter in jitters {
            let policy = Policy::builder().backoff(strategy).jitter(jitter).build();
            assert_eq!(again(&policy), policy);
        }
    }
    for policy in [
        Policy::new(),
        Policy::builder().backoff(Strategy::Decorrelated).build(),
        Policy::builder().unlimited().build(),
        Policy::builder().max_delay(Duration::MAX).build(),
        Policy::builder().max_elapsed(Duration::ZERO).build(),
        Policy::builder()
            .max_elapsed(Duration::from_nanos(u64::MAX - 1))
            .build(),
        Policy::builder()
            .factor(1.000_001)
            .initial_delay(Duration::from_nanos(1))
            .build(),
        Policy::builder()
            .backoff(Strategy::Linear)
            .increment(Duration::ZERO)
            .min_delay(Duration::from_millis(3))
            .throttled_delay(Duration::from_secs(7))
            .max_retry_after(Duration::from_secs(90))
            .config_max_attempts(2)
            .config_max_delay(Duration::from_secs(2))
            .build(),
        presets::HTTP,
        presets::FILE,
    ] {
        assert_eq!(again(&policy), policy);
    }
}

#[test]
fn a_throttled_delay_that_follows_the_initial_delay_still_does() {
    let policy = Policy::builder()
        .initial_delay(Duration::from_secs(2))
        .build();
    let faster = |policy: Policy| {
        policy
            .to_builder()
            .initial_delay(Duration::from_secs(1))
            .build()
    };
    assert_eq!(faster(again(&policy)), faster(policy));
}

#[test]
fn a_policy_is_written_in_the_words_of_settings() {
    assert_eq!(
        serde_json::to_string(&Policy::builder().config_max_attempts(9).build()).unwrap(),
        concat!(
            r#"{"max_attempts":3,"backoff":"exponential","initial_delay":"1s","max_delay":"1m","#,
            r#""min_delay":"0s","factor":2.0,"jitter":"equal","config_max_attempts":9}"#
        )
    );
}

#[test]
fn what_is_not_written_is_the_default() {
    let policy: Policy = serde_json::from_str(r#"{ "max_attempts": 5 }"#).unwrap();
    assert_eq!(policy, Policy::builder().max_attempts(5).build());
}

#[test]
fn a_list_that_was_cut_is_written_as_it_was_cut() {
    let (cut, _) = Policy::builder()
        .backoff(Strategy::Schedule(DELAYS))
        .max_delay(Duration::from_millis(200))
        .jitter(Jitter::None)
        .clamped();
    let read = again(&cut);
    assert!(read.delays(0).eq(cut.delays(0)));
    assert_eq!(read.max_delay(), Duration::from_millis(200));
}

#[test]
fn a_backoff_of_ones_own_is_not_written() {
    #[derive(Debug)]
    struct Quadratic;

    impl Backoff for Quadratic {
        fn delay(&self, _: &RetryContext) -> Duration {
            Duration::ZERO
        }
    }

    let policy = Policy::builder()
        .backoff(Strategy::Custom(&Quadratic))
        .build();
    assert_eq!(
        serde_json::to_string(&policy).unwrap_err().to_string(),
        "a custom backoff, Quadratic, cannot be written: it exists only in code"
    );
}

#[test]
fn a_policy_with_mistakes_is_refused() {
    for (text, expected) in [
        (
            r#"{ "enabled": false }"#,
            "enabled = false: there is no such key; it is a setting and no part of a policy",
        ),
        (
            r#"{ "config_max_attempts": 0 }"#,
            r#"config_max_attempts = 0: must be a number from 1, or "unlimited""#,
        ),
        (
            r#"{ "max_delay": "1ms" }"#,
            "max_delay must be at least initial_delay (1s unless set): 1ms is below 1s",
        ),
        (
            r#"{ "max_attempts": 4, "max_elapsed": -1 }"#,
            r#"max_elapsed = -1: must be a duration above zero, as a number of seconds or a text with units such as "2m30s""#,
        ),
    ] {
        let error = serde_json::from_str::<Policy>(text).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
    }
}
