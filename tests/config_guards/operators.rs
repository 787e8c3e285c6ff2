//! Guards on the list: what operators see and do.

use crate::{HOSTS, PAYMENTS, Turn};
use reattempt::guard::{self, Breaker, BreakerState, Budget, PerKey, breakers, budgets};
use std::sync::Arc;

#[test]
fn statics_are_listed_before_anything_fails() {
    let _turn = Turn::begin();
    let listed: Vec<_> = breakers()
        .iter()
        .map(|breaker| breaker.name().to_owned())
        .collect();
    for name in ["payments", "search"] {
        assert!(listed.iter().any(|listed| listed == name), "{listed:?}");
    }
    let budgets = budgets();
    let functions = |name: &str| budgets.named(name).next().unwrap().functions().to_vec();
    assert_eq!(functions("total"), [""; 0]);
    assert_eq!(functions("own"), ["own"]);
    assert_eq!(functions("read"), ["read", "write"]);
    assert_eq!(functions("lazy"), ["lazy.user"]);
}

#[test]
fn operators_open_close_and_reset_by_name() {
    let _turn = Turn::begin();
    let all = |act: fn(&Breaker)| {
        breakers()
            .named("payments")
            .for_each(|breaker| act(breaker));
        PAYMENTS.state()
    };
    assert_eq!(all(Breaker::open_now), BreakerState::Open);
    let line = breakers().named("payments").next().unwrap().to_string();
    assert!(line.starts_with("payments: open, "), "{line}");
    assert_eq!(all(Breaker::close_now), BreakerState::Closed);
    assert_eq!(all(Breaker::force_open), BreakerState::ForcedOpen);
    assert_eq!(all(Breaker::reset), BreakerState::Closed);
}

#[test]
fn those_of_each_key_are_listed_with_it_while_they_live() {
    let _turn = Turn::begin();
    HOSTS.of("db-1").open_now();
    HOSTS.of("db-\u{1b}2");
    let lines = || {
        let all = breakers();
        all.named("hosts")
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        lines(),
        [
            r"hosts [db-\u{1b}2]: closed, 0 refused",
            "hosts [db-1]: open, 0 refused"
        ]
        .map(str::to_owned)
    );
    drop(HOSTS.remove("db-\u{1b}2"));
    drop(HOSTS.remove("db-1"));
    assert!(lines().is_empty());
    let unnamed: PerKey<String, Budget> = PerKey::new(|_| Budget::new());
    let before = budgets().len();
    unnamed.of("db-1");
    assert_eq!(budgets().len(), before);
}

#[test]
fn what_is_made_at_run_time_leaves_the_list_when_it_goes() {
    let _turn = Turn::begin();
    let count = || breakers().named("webhook").count();
    let breaker = Arc::new(Breaker::new());
    guard::list("webhook", &breaker);
    assert_eq!(count(), 1);
    drop(breaker);
    assert_eq!(count(), 0);
    let left = Arc::new(Breaker::new());
    guard::list("webhook", &left);
    for _ in 0..1000 {
        guard::list("webhook", &Arc::new(Breaker::new()));
    }
    assert_eq!(count(), 1);
}

#[test]
fn the_list_is_json_for_programs() {
    let json = serde_json::to_value(breakers()).unwrap();
    let payments = json
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "payments")
        .unwrap();
    assert_eq!(payments["functions"], serde_json::json!(["pay"]));
    assert_eq!(payments["key"], serde_json::Value::Null);
    let json = serde_json::to_value(budgets()).unwrap();
    let total = json
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "total")
        .unwrap();
    assert_eq!(total["tokens"], 5);
}
