//! Decisions without a call.

use reattempt::{
    Backoff, Class, CustomBackoff, Decision, Jitter, Past, Policy, RetryContext, StopReason,
    Strategy,
};
use std::time::{Duration, SystemTime};

use crate::support::{ms, secs};

/// The delays of a call, decided one by one by a caller who keeps the past.
fn decided(policy: &Policy) -> Vec<Duration> {
    let mut past = Past {
        attempt: 1,
        ..Past::default()
    };
    let mut delays = Vec::new();
    while let Ok(Decision::Retry { after }) = policy.next(&past, Class::Transient, None) {
        delays.push(after);
        past = past.then(after);
    }
    delays
}

#[test]
fn they_are_those_of_a_call() {
    let strategies = [
        Strategy::Fixed,
        Strategy::Linear,
        Strategy::Exponential,
        Strategy::Fibonacci,
        Strategy::Schedule(const { &[Duration::from_millis(10), Duration::from_secs(7)] }),
    ];
    for strategy in strategies {
        let policy = Policy::builder()
            .max_attempts(40)
            .backoff(strategy)
            .jitter(Jitter::None)
            .build();
        let expected: Vec<Duration> = policy.delays(0).collect();
        assert_eq!(decided(&policy), expected, "{strategy:?}");
    }
}

#[test]
fn a_decorrelated_delay_goes_by_the_one_before() {
    let policy = Policy::builder()
        .unlimited()
        .backoff(Strategy::Decorrelated)
        .max_delay(secs(1000))
        .build();
    for _ in 0..100 {
        let past = Past {
            attempt: 5,
            elapsed: secs(9),
            previous: secs(8),
        };
        let Ok(Decision::Retry { after }) = policy.next(&past, Class::Transient, None) else {
            panic!("it is retried");
        };
        assert!((secs(1)..=secs(24)).contains(&after), "{after:?}");
    }
}

#[test]
fn any_number_of_attempts_is_decided_at_once() {
    for (strategy, delay) in [
        (Strategy::Exponential, secs(60)),
        (Strategy::Fibonacci, secs(60)),
        (Strategy::Linear, secs(60)),
        (Strategy::Fixed, secs(1)),
    ] {
        let policy = Policy::builder()
            .unlimited()
            .backoff(strategy)
            .jitter(Jitter::None)
            .build();
        let past = Past {
            attempt: u32::MAX,
            elapsed: Duration::MAX,
            previous: Duration::MAX,
        };
        assert_eq!(
            policy.next(&past, Class::Transient, None),
            Ok(Decision::Retry { after: delay }),
            "{strategy:?}"
        );
    }
}

#[test]
fn each_limit_is_a_reason() {
    let policy = Policy::builder()
        .max_attempts(3)
        .jitter(Jitter::None)
        .max_elapsed(secs(10))
        .build();
    let past = |attempt, elapsed| Past {
        attempt,
        elapsed,
        previous: Duration::ZERO,
    };
    let stop = |reason| Ok(Decision::Stop(reason));
    let cases = [
        (
            "a permanent error",
            past(1, secs(0)),
            Class::Permanent,
            None,
            stop(StopReason::Permanent),
        ),
        (
            "no attempt left",
            past(3, secs(0)),
            Class::Transient,
            None,
            stop(StopReason::Attempts),
        ),
        (
            "no time left",
            past(1, secs(10)),
            Class::Transient,
            None,
            stop(StopReason::Elapsed),
        ),
        (
            "too little time",
            past(1, ms(9001)),
            Class::Transient,
            None,
            stop(StopReason::Elapsed),
        ),
        (
            "a long hint",
            past(1, secs(0)),
            Class::Throttled,
            Some(secs(61)),
            stop(StopReason::Hint),
        ),
        (
            "a hint past the end",
            past(1, secs(5)),
            Class::Throttled,
            Some(secs(6)),
            stop(StopReason::Hint),
        ),
        (
            "enough time",
            past(1, secs(9)),
            Class::Transient,
            None,
            Ok(Decision::Retry { after: secs(1) }),
        ),
        (
            "none made yet",
            past(0, secs(0)),
            Class::Transient,
            None,
            Ok(Decision::Retry { after: secs(1) }),
        ),
    ];
    for (name, past, class, hint, expected) in cases {
        assert_eq!(policy.next(&past, class, hint), expected, "{name}");
    }
}

#[test]
fn a_backoff_with_a_state_of_its_own_is_refused() {
    #[derive(Debug)]
    struct Own;

    impl Backoff for Own {
        fn delay(&self, _: &RetryContext) -> Duration {
            Duration::ZERO
        }
    }

    let policy = Policy::builder().backoff(Strategy::Custom(&Own)).build();
    let decision = policy.next(&Past::default(), Class::Transient, None);
    assert!(matches!(decision, Err(CustomBackoff { .. })));
}

#[test]
fn a_wall_clock_that_was_set_back_makes_the_time_zero() {
    let future = SystemTime::now() + secs(3600);
    assert_eq!(Past::since(2, future, secs(1)).elapsed, Duration::ZERO);
    let past = Past::since(2, SystemTime::now() - secs(3600), secs(1));
    assert!(past.elapsed >= secs(3600) && past.attempt == 2 && past.previous == secs(1));
}

#[cfg(feature = "serde")]
#[test]
fn a_past_is_kept_in_json() {
    let past = Past {
        attempt: 3,
        elapsed: ms(1500),
        previous: secs(1),
    };
    let json = serde_json::to_string(&past).unwrap();
    assert_eq!(json, r#"{"attempt":3,"elapsed":1.5,"previous":1.0}"#);
    assert_eq!(serde_json::from_str::<Past>(&json).unwrap(), past);

    let set_back = r#"{"attempt": 3, "elapsed": -9.25, "previous": 1, "queue": "mail"}"#;
    let read: Past = serde_json::from_str(set_back).unwrap();
    assert_eq!(
        read,
        Past {
            elapsed: Duration::ZERO,
            ..past
        }
    );
    let endless: Past =
        serde_json::from_str(r#"{"attempt": 1, "elapsed": 1e300, "previous": 0}"#).unwrap();
    assert_eq!(endless.elapsed, Duration::MAX);
    let missing = serde_json::from_str::<Past>(r#"{"attempt": 1}"#).unwrap_err();
    assert!(
        missing.to_string().starts_with("missing field `elapsed`"),
        "{missing}"
    );
}
