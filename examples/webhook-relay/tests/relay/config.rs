//! What is said of a file that is wrong.

use std::fs;

use serde_json::{Value, json};
use webhook_relay::config;

fn read(webhooks: &Value) -> String {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("relay.json");
    fs::write(&file, json!({ "webhooks": webhooks }).to_string()).unwrap();
    match config::read(&file) {
        Ok(webhooks) => {
            let policies = webhooks
                .values()
                .map(|webhook| webhook.retry.policy.to_string());
            policies.collect::<Vec<_>>().join("; ")
        }
        Err(error) => error.to_string(),
    }
}

fn webhook(retry: &Value) -> Value {
    json!([{ "name": "a", "token": "t", "destination": { "type": "log" }, "retry": retry }])
}

#[test]
fn the_example_in_the_readme_is_right() {
    let webhooks = config::read(std::path::Path::new("relay.example.json")).unwrap();
    let orders = &webhooks["orders"].retry.policy;
    assert_eq!(orders.max_attempts(), Some(8));
    assert_eq!(
        webhooks["audit"].retry.policy.max_attempts(),
        Some(1),
        "not enabled"
    );
}

#[test]
fn mistakes_are_named() {
    for (retry, message) in [
        (
            json!({ "max_attempts": 0 }),
            "max_attempts = 0: must be a number from 1",
        ),
        (json!({ "max_retries": 3 }), "write max_attempts = 4"),
        (
            json!({ "retryable_errors": ["TimeoutEror"] }),
            r#"write "TimeoutError""#,
        ),
        (json!({ "timeout": "1m" }), "must be at most 10s"),
        (
            json!({ "backoff_multiplier": 0.5 }),
            "backoff_multiplier = 0.5: must be",
        ),
    ] {
        let found = read(&webhook(&retry));
        assert!(found.contains(message), "{found}");
    }
    let twice = read(&json!([webhook(&json!({}))[0], webhook(&json!({}))[0]]));
    assert_eq!(twice, "webhook `a` is there twice");
}
