//! The JSON Schema says of a text what reading it says.

use jsonschema::Validator;
use reattempt::Policy;
use reattempt::config::{PolicySettings, Section};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

fn validator<T: JsonSchema>() -> Validator {
    jsonschema::validator_for(schema_for!(T).as_value()).unwrap()
}

#[test]
fn what_can_be_read_is_valid_and_what_cannot_is_not() {
    let schema = validator::<PolicySettings>();
    for (text, is_good) in [
        ("{}", true),
        (r#"{ "enabled": false, "max_attempts": 5 }"#, true),
        (r#"{ "enabled": "off" }"#, false),
        (r#"{ "max_attempts": "unlimited" }"#, true),
        (r#"{ "max_attempts": 0 }"#, false),
        (r#"{ "max_attempts": 1.5 }"#, false),
        (r#"{ "max_attempts": "5" }"#, false),
        (r#"{ "max_attempts": null }"#, false),
        (r#"{ "backoff": "fibonacci" }"#, true),
        (r#"{ "backoff": "constant" }"#, false),
        (r#"{ "backoff": ["100ms", 1, 2.5] }"#, true),
        (r#"{ "backoff": [] }"#, false),
        (r#"{ "backoff": ["fast"] }"#, false),
        (r#"{ "initial_delay": "500ms" }"#, true),
        (r#"{ "initial_delay": "2m30s" }"#, true),
        (r#"{ "initial_delay": " 1.5 s " }"#, true),
        (r#"{ "initial_delay": "1d2h3m4s5ms6us7ns" }"#, true),
        (r#"{ "initial_delay": "1µs" }"#, true),
        (r#"{ "initial_delay": "30s2m" }"#, false),
        (r#"{ "initial_delay": "1s1s" }"#, false),
        (r#"{ "initial_delay": "500" }"#, false),
        (r#"{ "initial_delay": "1 min" }"#, false),
        (r#"{ "initial_delay": ".5s" }"#, false),
        (r#"{ "initial_delay": "" }"#, false),
        (r#"{ "initial_delay": "  " }"#, false),
        (r#"{ "initial_delay": "-1s" }"#, false),
        (r#"{ "initial_delay": -1 }"#, false),
        (r#"{ "initial_delay": 0 }"#, true),
        (r#"{ "initial_delay": 1e30 }"#, false),
        (r#"{ "max_delay": true }"#, false),
        (r#"{ "factor": 1 }"#, true),
        (r#"{ "factor": 0.99 }"#, false),
        (r#"{ "factor": 1000000001 }"#, false),
        (r#"{ "jitter": true }"#, true),
        (r#"{ "jitter": "full" }"#, true),
        (r#"{ "jitter": 0.25 }"#, true),
        (r#"{ "jitter": 1.5 }"#, false),
        (r#"{ "jitter": "half" }"#, false),
        (r#"{ "max_elapsed": "10s" }"#, true),
        (r#"{ "max_elapsed": "0s" }"#, false),
        (r#"{ "max_elapsed": 0 }"#, false),
        (
            r#"{ "min_delay": "1ms", "increment": 2, "throttled_delay": "0s" }"#,
            true,
        ),
        (r#"{ "retryable_errors": ["Io", "throttled"] }"#, true),
        (r#"{ "non_retryable_errors": [] }"#, true),
        (r#"{ "non_retryable_errors": "Io" }"#, false),
        (r#"{ "non_retryable_errors": [""] }"#, false),
        (r#"{ "attempt_timeout": "5s" }"#, true),
        (r#"{ "attempt_timeout": "0s" }"#, false),
        (r#"{ "log": "debug" }"#, true),
        (r#"{ "log": "loud" }"#, false),
        (r#"{ "nested": "suppress" }"#, true),
        (r#"{ "nested": "none" }"#, false),
        (r#"{ "budget_capacity": 0, "budget_floor": 3 }"#, true),
        (r#"{ "budget_capacity": -1 }"#, false),
        (r#"{ "budget_capacity": 1.5 }"#, false),
        (r#"{ "budget_success_reward": 0.5 }"#, true),
        (r#"{ "budget_refill_per_second": 1000001 }"#, false),
        (r#"{ "breaker_force": "open" }"#, true),
        (r#"{ "breaker_force": "half_open" }"#, false),
        (r#"{ "breaker_consecutive_failures": 0 }"#, false),
        (r#"{ "breaker_failure_rate": 1 }"#, true),
        (r#"{ "breaker_failure_rate": 0 }"#, false),
        (r#"{ "breaker_slow_call_rate_threshold": 1.1 }"#, false),
        (r#"{ "breaker_window": 1024 }"#, true),
        (r#"{ "breaker_window": 1025 }"#, false),
        (r#"{ "breaker_window": "10s" }"#, true),
        (r#"{ "breaker_window": "0s" }"#, false),
        (
            r#"{ "breaker_open_for": 0, "breaker_max_open_for": "5m" }"#,
            true,
        ),
        (r#"{ "breaker_open_for_factor": 0.5 }"#, false),
        (r#"{ "breaker_lease": "0s" }"#, false),
        (r#"{ "breaker": { "open_for": 1 } }"#, false),
        (r#"{ "max_retries": 3 }"#, false),
        (r#"{ "": 3 }"#, false),
        ("null", true),
        (r#"{ "max_attempts": 5.0, "budget_capacity": 7.0 }"#, true),
        (r#"{ "budget_success_reward": 0 }"#, true),
        (r#"{ "budget_success_reward": 0.0000001 }"#, false),
        (r#"{ "breaker_failure_rate": 0.0000001 }"#, false),
        (r#"{ "breaker_failure_rate": 0.000001 }"#, true),
        ("[]", false),
        ("5", false),
        (r#""""#, false),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(schema.is_valid(&value), is_good, "schema of {text}");
        let read = serde_json::from_str::<PolicySettings>(text);
        assert_eq!(read.is_ok(), is_good, "reading of {text}: {read:?}");
    }
}

#[test]
fn what_is_written_is_valid() {
    let policies = [
        Policy::new(),
        Policy::builder().unlimited().config_max_attempts(9).build(),
    ];
    for policy in policies {
        let value = serde_json::to_value(policy).unwrap();
        assert!(validator::<Policy>().is_valid(&value), "{value}");
        let settings = PolicySettings::try_from(&policy).unwrap();
        let value = serde_json::to_value(settings).unwrap();
        assert!(validator::<PolicySettings>().is_valid(&value), "{value}");
    }
    let off = serde_json::json!({ "enabled": false });
    assert!(!validator::<Policy>().is_valid(&off));
}

#[test]
fn a_file_is_a_table_of_functions_and_patterns() {
    let schema = validator::<Section>();
    for (value, is_good) in [
        (serde_json::json!({}), true),
        (
            serde_json::json!({ "*": { "enabled": false }, "deploy.upload": {} }),
            true,
        ),
        (serde_json::json!({ "*": { "max_attempts": 0 } }), false),
        (serde_json::json!({ "max_attempts": 5 }), false),
        (serde_json::json!([]), false),
    ] {
        assert_eq!(schema.is_valid(&value), is_good, "{value}");
    }
}

/// The one that a program prints for editors. `UPDATE_EXPECT=1` writes it anew.
#[test]
fn the_schema_of_a_file_is_as_it_was() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/retry.schema.json");
    let schema = serde_json::to_string_pretty(&schema_for!(Section)).unwrap() + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), schema);
}
