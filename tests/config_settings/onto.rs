use std::time::Duration;

use reattempt::config::{Key, PolicySettings, SettingsError};
use reattempt::{Policy, PolicyError, Strategy};

use crate::{json, settings};

const BASE: Policy = Policy::builder()
    .max_attempts(4)
    .factor(3.0)
    .config_max_attempts(10)
    .config_max_delay(Duration::from_secs(300))
    .build();

#[test]
fn what_is_not_set_stays() {
    assert_eq!(PolicySettings::new().onto(BASE).unwrap(), BASE);
    let policy = settings(&[(Key::InitialDelay, "200ms")])
        .onto(BASE)
        .unwrap();
    let expected = BASE
        .to_builder()
        .initial_delay(Duration::from_millis(200))
        .build();
    assert_eq!(policy, expected);
}

#[test]
fn every_part_reaches_the_policy() {
    let linear = json(
        r#"{ "max_attempts": 7, "backoff": "linear", "initial_delay": "2s", "max_delay": "20s",
            "min_delay": "1s", "increment": "3s", "jitter": 0.5, "max_elapsed": "5m", "throttled_delay": 9 }"#,
    );
    let expected = BASE
        .to_builder()
        .max_attempts(7)
        .backoff(Strategy::Linear)
        .initial_delay(Duration::from_secs(2))
        .max_delay(Duration::from_secs(20))
        .min_delay(Duration::from_secs(1))
        .increment(Duration::from_secs(3))
        .jitter(reattempt::Jitter::fraction(0.5))
        .max_elapsed(Duration::from_secs(300))
        .throttled_delay(Duration::from_secs(9))
        .build();
    assert_eq!(linear.onto(BASE).unwrap(), expected);

    let list = settings(&[(Key::Backoff, "100ms,1s"), (Key::Jitter, "none")]);
    let delays = [Duration::from_millis(100), Duration::from_secs(1)];
    assert_eq!(
        list.onto(BASE).unwrap().backoff(),
        Strategy::Schedule(delays.to_vec().leak())
    );
}

#[test]
fn settings_are_layered_one_on_the_other() {
    let region = settings(&[(Key::MaxAttempts, "6"), (Key::MaxDelay, "10s")]);
    let tenant = settings(&[(Key::MaxAttempts, "2")]);
    let policy = tenant.onto(region.onto(BASE).unwrap()).unwrap();
    assert_eq!(policy.max_attempts(), Some(2));
    assert_eq!(policy.max_delay(), Duration::from_secs(10));
}

#[test]
fn what_is_switched_off_makes_one_attempt() {
    let off = settings(&[(Key::Enabled, "false"), (Key::MaxAttempts, "7")]);
    assert_eq!(off.enabled(), Some(false));
    assert_eq!(off.onto(BASE).unwrap().max_attempts(), Some(1));
    let on = settings(&[(Key::Enabled, "true"), (Key::MaxAttempts, "7")]);
    assert_eq!(on.onto(BASE).unwrap().max_attempts(), Some(7));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let ceiling = |key, value: &str, ceiling: &str| SettingsError::AboveCeiling {
        key,
        value: value.to_owned(),
        ceiling: ceiling.to_owned(),
    };
    let unused = |key, value: &str, backoff: &str| SettingsError::Unused {
        key,
        value: value.to_owned(),
        backoff: backoff.to_owned(),
    };
    let secs = Duration::from_secs;
    for (set, expected) in [
        (
            vec![(Key::MaxAttempts, "11")],
            ceiling(Key::MaxAttempts, "11", "10"),
        ),
        (
            vec![(Key::MaxAttempts, "unlimited")],
            ceiling(Key::MaxAttempts, r#""unlimited""#, "10"),
        ),
        (
            vec![(Key::ThrottledDelay, "301")],
            ceiling(Key::ThrottledDelay, r#""5m1s""#, "300s"),
        ),
        (
            vec![(Key::Backoff, "1s,301s"), (Key::MaxDelay, "300s")],
            ceiling(Key::Backoff, r#"["1s", "5m1s"]"#, "300s"),
        ),
        (
            vec![(Key::Backoff, "fixed"), (Key::Factor, "2")],
            unused(Key::Factor, "2.0", "fixed"),
        ),
        (
            vec![(Key::Increment, "2")],
            unused(Key::Increment, r#""2s""#, "exponential"),
        ),
        (
            vec![(Key::Backoff, "1s"), (Key::InitialDelay, "2")],
            unused(Key::InitialDelay, r#""2s""#, "a list of delays"),
        ),
        (
            vec![(Key::MaxDelay, "500ms")],
            SettingsError::Rule(PolicyError::MaxDelayBelowInitialDelay {
                initial_delay: secs(1),
                max_delay: Duration::from_millis(500),
            }),
        ),
        (
            vec![(Key::Backoff, "1s,70s")],
            SettingsError::Rule(PolicyError::ScheduleAboveMaxDelay {
                delay: secs(70),
                max_delay: secs(60),
            }),
        ),
    ] {
        let error = settings(&set).onto(BASE).unwrap_err();
        assert_eq!(error, expected, "{set:?}");
    }

    let free = Policy::new();
    let spins = settings(&[(Key::MaxAttempts, "unlimited"), (Key::InitialDelay, "0")]);
    let error = spins.onto(free).unwrap_err();
    assert_eq!(
        error,
        SettingsError::Rule(PolicyError::UnlimitedWithoutDelay)
    );
    assert!(
        settings(&[(Key::Backoff, "decorrelated"), (Key::Jitter, "true")])
            .onto(free)
            .is_ok()
    );
}

#[test]
fn what_is_said_names_the_key_the_value_and_what_is_allowed() {
    let said = |set: &[(Key, &str)]| settings(set).onto(BASE).unwrap_err().to_string();
    assert_eq!(
        said(&[(Key::MaxDelay, "10m")]),
        r#"max_delay = "10m": must be at most 300s, the ceiling that the policy sets in the code"#
    );
    assert_eq!(
        said(&[(Key::Backoff, "fixed"), (Key::Factor, "2")]),
        "factor = 2.0: is not used by the backoff, which is fixed"
    );
    assert_eq!(
        said(&[(Key::MaxDelay, "500ms")]),
        "max_delay must be at least initial_delay (1s unless set): 500ms is below 1s"
    );
}

#[test]
fn a_list_that_is_refused_is_not_kept() {
    // More than are ever kept, each another one.
    for millis in 0..1_100 {
        let list = format!("{millis}ms,70s");
        assert!(settings(&[(Key::Backoff, &list)]).onto(BASE).is_err());
    }
    assert!(settings(&[(Key::Backoff, "17ms,18ms")]).onto(BASE).is_ok());
}
