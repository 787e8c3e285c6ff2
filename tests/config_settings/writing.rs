use reattempt::config::{Key, PolicySettings};

use crate::{json, settings};

fn everything() -> PolicySettings {
    settings(&[
        (Key::Enabled, "true"),
        (Key::MaxAttempts, "unlimited"),
        (Key::Backoff, "100ms,1s"),
        (Key::InitialDelay, "1.000000001"),
        (Key::MaxDelay, "2m30s"),
        (Key::MinDelay, "0"),
        (Key::Factor, "1.000001"),
        (Key::Increment, "1us"),
        (Key::Jitter, "0.333333"),
        (Key::MaxElapsed, "213503d"),
        (Key::ThrottledDelay, "5"),
        (Key::RetryableErrors, "Io,unsent"),
        (Key::AttemptTimeout, "5"),
        (Key::Log, "off"),
    ])
}

#[test]
fn what_is_written_is_what_a_file_has() {
    assert_eq!(
        serde_json::to_string(&everything()).unwrap(),
        concat!(
            r#"{"enabled":true,"max_attempts":"unlimited","backoff":["100ms","1s"],"#,
            r#""initial_delay":"1s1ns","max_delay":"2m30s","min_delay":"0s","factor":1.000001,"#,
            r#""increment":"1us","jitter":0.333333,"max_elapsed":"213503d","throttled_delay":"5s","#,
            r#""retryable_errors":["Io","unsent"],"attempt_timeout":"5s","log":"off"}"#
        )
    );
    assert_eq!(serde_json::to_string(&PolicySettings::new()).unwrap(), "{}");
    assert_eq!(
        serde_json::to_string(&settings(&[(Key::Jitter, "true")])).unwrap(),
        r#"{"jitter":true}"#
    );
}

#[test]
fn what_is_written_is_read_again() {
    let mut all = vec![everything(), PolicySettings::new()];
    for jitter in ["true", "false", "equal", "full", "none", "0", "1", "0.1"] {
        all.push(settings(&[(Key::Jitter, jitter)]));
    }
    for backoff in [
        "fixed",
        "linear",
        "exponential",
        "fibonacci",
        "decorrelated",
    ] {
        all.push(settings(&[
            (Key::Backoff, backoff),
            (Key::MaxAttempts, "7"),
        ]));
    }
    for settings in all {
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(json(&text), settings, "{text}");
        let table = toml::Table::try_from(&settings).unwrap();
        assert_eq!(
            table.try_into::<PolicySettings>().unwrap(),
            settings,
            "{text}"
        );
    }
}

#[test]
fn it_is_shown_as_a_file_has_it() {
    let settings = settings(&[(Key::MaxAttempts, "5"), (Key::InitialDelay, "0.5")]);
    assert_eq!(
        format!("{settings:?}"),
        r#"PolicySettings { max_attempts: 5, initial_delay: "500ms" }"#
    );
    let set: Vec<_> = settings.iter().collect();
    let expected = [(Key::MaxAttempts, "5"), (Key::InitialDelay, r#""500ms""#)];
    assert_eq!(set, expected.map(|(key, text)| (key, text.to_owned())));
}
