//! Configurations of any shape: a complaint or a policy that keeps its rules, never a panic. A
//! configuration is checked against all functions of its process, so this is one of its own.

use proptest::collection::vec;
use proptest::prelude::*;
use reattempt::config::{Config, Section};
use reattempt::{Policy, retry};
use serde_json::Value;
use std::io;
use std::time::Duration;

const CAREFUL: Policy = Policy::builder()
    .config_max_attempts(5)
    .config_max_delay(Duration::from_secs(90))
    .build();

#[retry(name = "a.plain")]
fn plain() -> io::Result<()> {
    Ok(())
}

#[retry(name = "a.careful", policy = CAREFUL)]
fn careful() -> io::Result<()> {
    Ok(())
}

#[retry(name = "b.listed", backoff = ["1s", "30s"])]
fn listed() -> io::Result<()> {
    Ok(())
}

#[retry(name = "b.entry", max_attempts = attempts, backoff = "decorrelated")]
fn entry(attempts: u32) -> io::Result<()> {
    Ok(())
}

#[test]
fn the_functions_to_be_configured_run() {
    assert!(
        [plain(), careful(), listed(), entry(1)]
            .iter()
            .all(Result::is_ok)
    );
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec![
            "enabled", "max_attempts", "backoff", "initial_delay", "max_delay", "min_delay",
            "factor", "increment", "jitter", "max_elapsed", "throttled_delay", "max_retry_after",
        ])
        .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn pattern() -> impl Strategy<Value = String> {
    let known = [
        "a.plain",
        "a.careful",
        "b.listed",
        "b.entry",
        "a.*",
        "*.e*",
        "*",
        "**",
        "b*",
    ];
    prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..100_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0.0..100.0).prop_map(Value::from),
        "[0-9]{0,20}(\\.[0-9]{0,20})?(ns|us|ms|s|m|h|d|)".prop_map(Value::from),
        prop::sample::select(vec![
            "fixed",
            "linear",
            "exponential",
            "full",
            "none",
            "unlimited"
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key(), inner), 0..4).prop_map(|table| Value::Object(table.into_iter().collect())),
        ]
    })
}

fn tree() -> impl Strategy<Value = Value> {
    let settings = vec((key(), value()), 0..6);
    let settings = settings.prop_map(|table| Value::Object(table.into_iter().collect()));
    let settings = prop_oneof![9 => settings, 1 => value()];
    let tree = vec((pattern(), settings), 0..5);
    let tree = tree.prop_map(|table| Value::Object(table.into_iter().collect()));
    prop_oneof![19 => tree, 1 => value()]
}

/// What is in force keeps all rules and ceilings, or there is a complaint of at least a line.
fn assert_sound(config: &Config) -> Result<(), TestCaseError> {
    let checked = match config.check() {
        Ok(checked) => checked,
        Err(error) => {
            prop_assert_eq!(error.to_string().is_empty(), false);
            prop_assert!(!error.problems().is_empty());
            return Ok(());
        }
    };
    for site in checked.effective().sites() {
        let Some(policy) = site.policy() else {
            continue;
        };
        prop_assert!(policy.to_builder().try_build().is_ok(), "{}", site);
        if site.site().name() == "a.careful" {
            prop_assert!(
                policy.max_attempts().is_some_and(|attempts| attempts <= 5),
                "{}",
                site
            );
            prop_assert!(policy.max_delay() <= Duration::from_secs(90), "{}", site);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_is_refused_or_keeps_all_rules(one in tree(), other in tree()) {
        let other: Section = serde_json::from_value(other).unwrap();
        assert_sound(&Config::new().json("one.json", one.to_string()).section("other", other))?;
    }

    #[test]
    fn any_text_is_refused_or_keeps_all_rules(text in any::<String>()) {
        assert_sound(&Config::new().toml("a.toml", &*text))?;
        assert_sound(&Config::new().json("a.json", &*text))?;
    }

    #[test]
    fn any_variable_is_refused_or_keeps_all_rules(key in key(), value in any::<String>(), number in "[0-9.,smhd -]{1,9}") {
        let name = format!("A_{}", key.to_uppercase()).replace(['\0', '='], "");
        let bound = Config::new().env("A", "*").env("A_MAX", "a.*");
        assert_sound(&bound.clone().vars([(&*name, &*value)]))?;
        assert_sound(&bound.vars([(&*name, &*number)]))?;
    }
}
