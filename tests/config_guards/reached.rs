//! What is said of numbers that no guard goes by, and what is shown of those of guards that are made later.

use crate::{HOSTS, Turn, apply, error, toml};
use reattempt::config::{self, Effective};
use reattempt::guard::{self, BreakerState};
use reattempt::{Breaker, retry};
use std::io;
use std::sync::Arc;

static FORCED: Breaker = Breaker::new().named("forced");

#[retry(name = "card.pay", breaker = FORCED)]
fn card() -> io::Result<()> {
    Ok(())
}

#[retry(name = "card.refund")]
fn refund() -> io::Result<()> {
    Ok(())
}

#[test]
fn a_pattern_whose_numbers_reach_no_guard_is_a_mistake() {
    assert!(card().is_ok() && refund().is_ok());
    for (text, message) in [
        (
            "'card.*' = { breaker_force = 'open' }",
            r#""card.*": breaker_force = "open": the breaker of card.pay is called "forced": write it for that name"#,
        ),
        (
            "'card.r*' = { breaker_force = 'open' }",
            r#""card.r*": breaker_force = "open": is of no use to card.refund, which in the code has no breaker in a static"#,
        ),
        (
            "'card.*' = { budget_capacity = 7 }",
            r#""card.*": budget_capacity = 7: is of no use to card.pay and card.refund, which in the code have no budget in a static"#,
        ),
        (
            "'force*' = { budget_capacity = 7 }",
            r#""force*": budget_capacity = 7: is no setting of the breaker forced"#,
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: {message}"), "{text}");
    }
    let variables = toml("")
        .env("CARD", "card.*")
        .vars([("CARD_BREAKER_FORCE", "open")]);
    assert_eq!(
        variables.check().unwrap_err().to_string(),
        r#"CARD_BREAKER_FORCE=open: the breaker of card.pay is called "forced": write it for that name"#
    );
    for text in [
        "'*' = { breaker_force = 'open' }",
        "'forc*' = { breaker_force = 'open' }",
        "'host*' = { breaker_force = 'open' }",
        "'tenan*' = { budget_capacity = 7 }",
    ] {
        assert!(toml(text).check().is_ok(), "{text}");
    }
}

fn shown(effective: &Effective, name: &str) -> Vec<String> {
    let guards = effective.guards().iter();
    let named = guards.filter(|guard| guard.name() == name);
    named.map(ToString::to_string).collect()
}

#[test]
fn what_is_set_for_guards_that_are_made_later_is_shown() {
    let _turn = Turn::begin();
    let expected = ["breaker hosts:\n    breaker_force = \"open\" from retry.toml \"hosts\""];
    let applied = apply("hosts = { breaker_force = 'open' }");
    assert_eq!(shown(&applied, "hosts"), expected);
    assert_eq!(HOSTS.of("shown").state(), BreakerState::ForcedOpen);
    assert_eq!(shown(&config::effective(), "hosts"), expected);
    drop(HOSTS.remove("shown"));

    apply("'*' = { breaker_probes = 7 }");
    assert!(shown(&config::effective(), "unannounced").is_empty());
    let breaker = Arc::new(Breaker::new());
    guard::list("unannounced", &breaker);
    assert_eq!(
        shown(&config::effective(), "unannounced"),
        ["breaker unannounced:\n    breaker_probes = 7 from retry.toml \"*\""]
    );
}

#[test]
fn a_name_that_no_guard_has_is_told_with_those_that_there_are() {
    let message = error("vanished = { breaker_force = 'open' }");
    for part in [
        r#"retry.toml: "vanished": matches none of the retried functions; there are "#,
        "; the names of budgets and breakers are forced, hosts, lazy, payments, ",
        "; list_guards! makes the name of one known that is made later",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let message = error("vanished = { max_attempts = 5 }");
    assert!(!message.contains("budgets"), "{message}");
}
