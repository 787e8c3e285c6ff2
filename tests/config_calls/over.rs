//! Policies that stand over configuration, and which layer has won.

use crate::support::timed;
use crate::{Turn, apply, reset};
use reattempt::config::{self, Config, Key, PolicySettings, Source};
use reattempt::test_util::Recorder;
use reattempt::{Policy, Retry, Scope, StopReason, retry, site};
use std::cell::Cell;
use std::io;
use std::time::Duration;

const BASE: Policy = Policy::builder()
    .max_attempts(4)
    .initial_delay(Duration::ZERO)
    .build();
const OVER: Policy = BASE.over_configuration();

#[retry(name = "instance.of", policy = policy)]
fn by_instance(policy: Policy, calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

#[retry(name = "over", policy = OVER)]
fn over(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

#[retry(name = "under", policy = BASE)]
fn under(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

fn calls(call: impl FnOnce(&Cell<u32>) -> io::Result<()>) -> u32 {
    let calls = Cell::new(0);
    assert!(timed(|| call(&calls)).0.is_err());
    calls.get()
}

#[test]
fn a_policy_over_configuration_is_not_changed_and_still_switched_off() {
    let _turn = Turn::begin();
    let all = || {
        let value = Retry::new(OVER).site(site!("over_value"));
        [
            calls(over),
            calls(|calls| by_instance(OVER, calls)),
            calls(|calls| by_instance(BASE, calls)),
            calls(|calls| {
                value.call(|| {
                    calls.set(calls.get() + 1);
                    Err(reset())
                })
            }),
        ]
    };
    assert_eq!(all(), [4; 4]);
    apply("'*' = { max_attempts = 2 }");
    assert_eq!(all(), [4, 4, 2, 4]);
    apply("'*' = { enabled = false }");
    assert_eq!(all(), [1; 4]);
    apply("'*' = { max_attempts = 2 }");
    let scope = Scope::new().policy(BASE);
    assert_eq!(scope.run(|| calls(over)), 2, "that of the scope does not");
}

#[test]
fn settings_stand_over_configuration_by_the_parts_that_they_set() {
    let _turn = Turn::begin();
    let settings: PolicySettings =
        serde_json::from_str(r#"{ "max_attempts": 5, "min_delay": "0s" }"#).unwrap();
    let policy = settings.onto_over_configuration(BASE).unwrap();
    apply("'instance.of' = { max_attempts = 2, max_elapsed = '1h' }");
    assert_eq!(calls(|calls| by_instance(policy, calls)), 5);
    assert_eq!(
        calls(|calls| by_instance(settings.onto(BASE).unwrap(), calls)),
        2
    );

    let written = serde_json::to_value(policy).unwrap();
    assert_eq!(
        written["over_configuration"],
        serde_json::json!(["max_attempts", "min_delay"])
    );
    assert_eq!(serde_json::from_value::<Policy>(written).unwrap(), policy);
    assert_ne!(policy, settings.onto(BASE).unwrap());
    let written = serde_json::to_value(OVER).unwrap();
    assert_eq!(written["over_configuration"], true);
    assert_eq!(serde_json::from_value::<Policy>(written).unwrap(), OVER);
    for wrong in [r#""max_attempts""#, r#"["enabled"]"#, "1"] {
        let text = format!(r#"{{ "over_configuration": {wrong} }}"#);
        let error = serde_json::from_str::<Policy>(&text)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("must be true, false, or a list of parts"),
            "{error}"
        );
    }
}

#[test]
fn a_tenant_that_is_switched_off_stays_off() {
    let _turn = Turn::begin();
    let off = PolicySettings::new().set(Key::Enabled, "false").unwrap();
    let both = [off.onto(BASE), off.onto_over_configuration(BASE)].map(Result::unwrap);
    let seen = || {
        both.map(|policy| {
            let recorder = Recorder::new();
            let scope = recorder.scope();
            let calls = scope.run(|| calls(|calls| by_instance(policy, calls)));
            (calls, recorder.reasons())
        })
    };
    apply("'*' = { max_attempts = 9, min_delay = '0s' }");
    assert_eq!(seen(), [1, 2].map(|_| (1, vec![StopReason::Attempts])));
    apply("'*' = { enabled = false }");
    assert_eq!(seen(), [1, 2].map(|_| (1, vec![StopReason::Disabled])));
    apply("'*' = { enabled = true, max_attempts = 9 }");
    assert_eq!(seen(), [1, 2].map(|_| (1, vec![StopReason::Attempts])));

    // Of the other parts configuration still decides.
    apply("'*' = { max_elapsed = '1h' }");
    let site = config::effective().site("instance.of").unwrap().clone();
    let (source, _) = part(&site.of_instance(&both[0]), Key::MaxElapsed);
    assert!(matches!(source, Source::File(_)), "{source}");
}

#[test]
fn it_is_a_mistake_to_name_a_function_whose_policy_stands_over_configuration() {
    let config = Config::new().toml("a.toml", "over = { max_attempts = 2, log = 'off' }");
    assert_eq!(
        config.check().unwrap_err().to_string(),
        r#"a.toml: "over": max_attempts = 2: is of no use to over, whose policy in the code stands over configuration"#
    );
}

/// The source of a part, and its value.
fn part(site: &config::EffectiveSite, key: Key) -> (Source, String) {
    let parts = site.parts();
    let part = parts.iter().find(|part| part.key() == key).unwrap();
    (part.source().clone(), part.value().to_owned())
}

#[test]
fn every_part_says_which_layer_has_won() {
    let _turn = Turn::begin();
    let config = Config::new()
        .toml(
            "a.toml",
            "'*' = { max_attempts = 7, min_delay = '1ms', log = 'off' }",
        )
        .env("RETRY", "under")
        .vars([("RETRY_MIN_DELAY", "2ms")]);
    config.apply().unwrap();
    let effective = config::effective();
    let under = effective.site("under").unwrap();
    let file = Source::File("a.toml".to_owned());
    let variable = Source::Variable("RETRY_MIN_DELAY".to_owned());
    for (key, source, value) in [
        (Key::MaxAttempts, file.clone(), "7"),
        (Key::MinDelay, variable.clone(), "2ms"),
        (Key::MaxDelay, Source::Code, "\"1m\""),
        (Key::Jitter, Source::Code, "\"equal\""),
        (Key::Log, file.clone(), "\"off\""),
    ] {
        assert_eq!(part(under, key), (source, value.to_owned()), "{key}");
    }
    assert!(format!("{under:#}").contains("\n    max_delay = \"1m\" from the code\n"));

    let over = effective.site("over").unwrap();
    assert_eq!(part(over, Key::MaxAttempts), (Source::Code, "4".to_owned()));

    let instance = effective.site("instance.of").unwrap();
    assert!(instance.policy().is_none());
    let own = instance.of_instance(&BASE);
    assert_eq!(part(&own, Key::MaxAttempts), (file.clone(), "7".to_owned()));
    assert_eq!(
        part(&own, Key::Factor),
        (Source::Instance, "2.0".to_owned())
    );
    let own = instance.of_instance(&OVER);
    assert_eq!(
        part(&own, Key::MaxAttempts),
        (Source::Instance, "4".to_owned())
    );
    assert_eq!(
        own.parts()[0].to_string(),
        r#"max_attempts = 4 from the instance, overriding 7 from a.toml "*""#
    );
    assert_eq!(part(&own, Key::Log).0, file);
    assert_eq!(
        own.of_instance(&BASE).policy().unwrap().max_attempts(),
        Some(7)
    );

    let in_scope = Scope::new().policy(BASE).run(config::effective);
    let in_scope = in_scope.site("over").unwrap();
    assert_eq!(part(in_scope, Key::Factor).0, Source::Scope);
    let unconfigured = Scope::new().unconfigured().run(config::effective);
    assert!(unconfigured.site("under").unwrap().settings().is_empty());
}

#[test]
fn places_that_failed_later_are_shown_with_what_counts_there() {
    let _turn = Turn::begin();
    apply("'*' = { max_attempts = 2 }");
    let name = "later, by itself";
    assert!(config::effective().site(name).is_none());
    let retry = Retry::new(BASE).name(name);
    let calls = calls(|calls| {
        retry.call(|| {
            calls.set(calls.get() + 1);
            Err(reset())
        })
    });
    assert_eq!(calls, 2);
    let effective = config::effective();
    let site = effective.site(name).unwrap();
    assert_eq!(site.settings()[0].value(), "2");
    assert_eq!(
        site.of_instance(&BASE).policy().unwrap().max_attempts(),
        Some(2)
    );
}

#[test]
fn a_name_may_go_before_a_later_layer() {
    let _turn = Turn::begin();
    let config = Config::new()
        .toml(
            "a.toml",
            "under = { max_attempts = 3, enabled = true }\n'un*' = { max_delay = 9 }",
        )
        .env("RETRY", "*")
        .vars([("RETRY_MAX_ATTEMPTS", "2"), ("RETRY_MAX_DELAY", "8")]);
    let applied = |config: &Config| {
        config.apply().unwrap();
        calls(under)
    };
    assert_eq!(applied(&config), 2);
    let names_first = config.names_first();
    assert_eq!(applied(&names_first), 3);
    let effective = config::effective();
    let policy = effective.site("under").unwrap().policy().unwrap();
    assert_eq!(policy.max_delay().as_secs(), 8, "a pattern does not");
    let off = names_first.vars([("RETRY_ENABLED", "false")]);
    assert_eq!(applied(&off), 1, "a switch for all does");
}
