use reattempt::config::{Config, Key, Meaning, PolicySettings, SettingsError};
use reattempt::retry;
use serde::{Deserialize, Deserializer};

use crate::{json, mistake, settings};

#[retry(name = "settings.site")]
fn site() -> Result<(), std::io::Error> {
    Ok(())
}

#[test]
fn every_key_is_read_in_each_way_it_can_be_written() {
    let keys = [
        (Key::Enabled, vec![("false", "false")]),
        (
            Key::MaxAttempts,
            vec![("5", "5"), (r#""unlimited""#, "unlimited")],
        ),
        (
            Key::Backoff,
            vec![
                (r#""linear""#, "linear"),
                (r#"["100ms", 1, 2.5]"#, "100ms,1s,2.5s"),
            ],
        ),
        (
            Key::InitialDelay,
            vec![(r#""1.5s""#, "1500ms"), ("1.5", "1.5")],
        ),
        (Key::MaxDelay, vec![(r#""2m""#, "120")]),
        (Key::MinDelay, vec![("0", "0s")]),
        (Key::Factor, vec![("3", "3.0")]),
        (Key::Increment, vec![(r#""1ns""#, "1ns")]),
        (
            Key::Jitter,
            vec![
                (r#""full""#, "full"),
                ("false", "none"),
                ("true", "true"),
                ("0.25", "0.25"),
            ],
        ),
        (Key::MaxElapsed, vec![(r#""1h""#, "3600")]),
        (Key::ThrottledDelay, vec![(r#""5s""#, "5")]),
        (Key::MaxRetryAfter, vec![(r#""5m""#, "300")]),
        (
            Key::RetryableErrors,
            vec![(r#"["Io", "unsent"]"#, "Io,unsent")],
        ),
        (Key::NonRetryableErrors, vec![(r#"["Io"]"#, " Io ")]),
        (Key::AttemptTimeout, vec![(r#""5s""#, "5")]),
        (Key::Log, vec![(r#""debug""#, "debug")]),
        (Key::Nested, vec![(r#""suppress""#, "suppress")]),
        (Key::BudgetCapacity, vec![("0", "0")]),
        (Key::BudgetTransientCost, vec![("14", "14")]),
        (Key::BudgetThrottledCost, vec![("5", "5")]),
        (Key::BudgetSuccessReward, vec![("1", "1.0"), ("0.5", "0.5")]),
        (Key::BudgetRefillPerSecond, vec![("0.5", "0.5")]),
        (Key::BudgetFloor, vec![("3", "3")]),
        (Key::BudgetMaxConcurrent, vec![("20", "20")]),
        (Key::BreakerForce, vec![(r#""open""#, "open")]),
        (Key::BreakerConsecutiveFailures, vec![("5", "5")]),
        (Key::BreakerFailureRate, vec![("0.5", "0.5"), ("1", "1")]),
        (
            Key::BreakerWindow,
            vec![("100", "100"), (r#""10s""#, "10s")],
        ),
        (Key::BreakerMinCalls, vec![("20", "20")]),
        (
            Key::BreakerSlowCallDurationThreshold,
            vec![(r#""2s""#, "2")],
        ),
        (Key::BreakerSlowCallRateThreshold, vec![("0.8", "0.8")]),
        (Key::BreakerOpenFor, vec![(r#""30s""#, "30"), ("0", "0s")]),
        (Key::BreakerOpenForFactor, vec![("2", "2.0")]),
        (Key::BreakerMaxOpenFor, vec![(r#""5m""#, "300")]),
        (Key::BreakerProbes, vec![("3", "3")]),
        (Key::BreakerLease, vec![(r#""1s""#, "1s")]),
    ];
    assert_eq!(keys.len(), Key::ALL.len());
    for (key, ways) in keys {
        for (in_json, text) in ways {
            let read = json(&format!("{{ {:?}: {in_json} }}", key.as_str()));
            assert_eq!(read, settings(&[(key, text)]), "{key}: {in_json}");
        }
    }
}

#[test]
fn it_is_a_field_of_whatever_a_program_reads() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Tenant {
        name: String,
        #[serde(default)]
        retry: PolicySettings,
    }

    let expected = Tenant {
        name: "acme".to_owned(),
        retry: settings(&[(Key::MaxAttempts, "5"), (Key::MaxDelay, "10s")]),
    };
    let text = r#"{ "name": "acme", "retry": { "max_attempts": 5, "max_delay": "10s" } }"#;
    assert_eq!(serde_json::from_str::<Tenant>(text).unwrap(), expected);
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::from_value::<Tenant>(value).unwrap(), expected);
    let text = "name = 'acme'\n[retry]\nmax_attempts = 5\nmax_delay = '10s'";
    assert_eq!(toml::from_str::<Tenant>(text).unwrap(), expected);
    let text = "name = 'acme'\nretry = { max_delay = 10, max_attempts = 5 }";
    assert_eq!(toml::from_str::<Tenant>(text).unwrap(), expected);

    let without: Tenant = serde_json::from_str(r#"{ "name": "acme" }"#).unwrap();
    assert!(without.retry.is_empty());
    let null: Tenant = serde_json::from_str(r#"{ "name": "acme", "retry": null }"#).unwrap();
    assert!(null.retry.is_empty());
}

#[test]
fn it_can_stand_among_the_fields_of_a_struct() {
    #[derive(Debug, Deserialize)]
    struct Tenant {
        name: String,
        #[serde(flatten)]
        retry: PolicySettings,
    }

    let tenant: Tenant = toml::from_str("name = 'acme'\nmax_attempts = 5").unwrap();
    assert_eq!(tenant.name, "acme");
    assert_eq!(tenant.retry, settings(&[(Key::MaxAttempts, "5")]));
    let error = toml::from_str::<Tenant>("name = 'acme'\nmax_atempts = 5").unwrap_err();
    assert!(error.message().contains("write max_attempts"), "{error}");
}

#[test]
fn every_mistake_names_the_key_the_value_and_what_is_allowed() {
    for (text, expected) in [
        (
            r#"{ "max_attempts": 0 }"#,
            r#"max_attempts = 0: must be a number from 1, or "unlimited""#,
        ),
        (
            r#"{ "max_attempts": "5" }"#,
            r#"max_attempts = "5": must be a number from 1, or "unlimited"; write 5"#,
        ),
        (
            r#"{ "initial_delay": "500" }"#,
            r#"initial_delay = "500": `500` needs a unit: it could be seconds or milliseconds; write `"500s"` or `"500ms"`"#,
        ),
        (
            r#"{ "backoff": "constant" }"#,
            r#"backoff = "constant": must be "fixed", "linear", "exponential", "fibonacci", "decorrelated" or a list of durations; write "fixed""#,
        ),
        (
            r#"{ "factor": 0.5 }"#,
            "factor = 0.5: must be a number from 1 to 1000000000",
        ),
        (
            r#"{ "max_retries": 3 }"#,
            "max_retries = 3: there is no such key; max_attempts counts every call, the first one included: write max_attempts = 4",
        ),
        (
            r#"{ "max_delya": 3 }"#,
            "max_delya = 3: there is no such key; write max_delay",
        ),
        (
            r#"{ "until": 3 }"#,
            "until = 3: there is no such key; it is an option of the attribute, which only the code can set",
        ),
        (
            r#"{ "max_attempts": 3, "max_attempts": 4 }"#,
            "max_attempts = 4: max_attempts is set twice",
        ),
        (
            "[]",
            "[]: must be a table of settings, such as { max_attempts = 5 }",
        ),
    ] {
        assert_eq!(mistake(text), expected, "{text}");
    }
}

#[test]
fn a_name_that_is_none_of_the_keys_is_told_all_of_them() {
    let keys = Key::ALL.iter().filter(|key| key.guard().is_none());
    let keys: Vec<_> = keys.map(|key| key.as_str()).collect();
    let expected = format!(
        "\\u{{1b}}[2J = 1: there is no such key; the keys are {}, and those of a budget and a breaker, such as \
         budget_capacity and breaker_open_for",
        keys.join(", ")
    );
    assert_eq!(mistake("{ \"\\u001b[2J\": 1 }"), expected);
}

#[test]
fn all_mistakes_are_told_at_once_in_the_words_of_files() {
    let text = r#"{ "max_attempts": 0, "jitter": "much", "max_delay": "1s", "retries": 2 }"#;
    let told = mistake(text);
    let file = Config::new().json("a", format!(r#"{{ "settings.site": {text} }}"#));
    let in_file = file.check().unwrap_err().to_string();
    let without_place = in_file.replace("a: \"settings.site\": ", "");
    assert_eq!(told, without_place);
    assert_eq!(told.lines().count(), 3, "{told}");
    site().unwrap();
}

#[test]
fn a_program_has_names_of_its_own() {
    fn aliased<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PolicySettings, D::Error> {
        let aliases = [
            ("retries", Meaning::Retries),
            ("wait", Meaning::Key(Key::InitialDelay)),
        ];
        PolicySettings::deserialize_aliased(deserializer, &aliases)
    }

    #[derive(Debug, Deserialize)]
    struct Tenant {
        #[serde(deserialize_with = "aliased")]
        retry: PolicySettings,
    }

    let text = r#"{ "retry": { "retries": 3, "wait": "2s", "max_delay": "5s" } }"#;
    let tenant: Tenant = serde_json::from_str(text).unwrap();
    let expected = [
        (Key::MaxAttempts, "4"),
        (Key::InitialDelay, "2s"),
        (Key::MaxDelay, "5s"),
    ];
    assert_eq!(tenant.retry, settings(&expected));

    let text = r#"{ "retry": { "retries": 3, "max_attempts": 3 } }"#;
    let error = serde_json::from_str::<Tenant>(text).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("max_attempts = 3: max_attempts is set twice")
    );
}

#[test]
fn a_text_is_set_as_in_a_variable() {
    let error = PolicySettings::new()
        .set(Key::MaxDelay, "5")
        .and_then(|set| set.set(Key::MaxAttempts, "0"));
    let error = error.unwrap_err();
    assert_eq!(
        error,
        SettingsError::Invalid {
            key: "max_attempts".to_owned(),
            value: "0".to_owned(),
            allowed: r#"a number from 1, or "unlimited""#,
            instead: None,
        }
    );
    assert_eq!(
        error.to_string(),
        r#"max_attempts = 0: must be a number from 1, or "unlimited""#
    );
    let replaced = settings(&[(Key::MaxDelay, "5"), (Key::MaxDelay, "6")]);
    assert_eq!(replaced, settings(&[(Key::MaxDelay, "6s")]));
    assert_ne!(replaced, settings(&[(Key::MaxDelay, "5s")]));
}
