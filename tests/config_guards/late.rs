//! Guards that are made after a configuration was applied.

use crate::{HOSTS, Turn, apply, error};
use reattempt::config::{self, PolicySettings};
use reattempt::guard::{self, Breaker, BreakerState, Budget, BudgetError};
use std::sync::Arc;

#[test]
fn a_guard_that_is_made_later_goes_by_what_is_in_force() {
    let _turn = Turn::begin();
    apply("hosts = { breaker_force = 'closed' }\ntenants = { budget_capacity = 10 }");
    assert_eq!(HOSTS.of("late").state(), BreakerState::ForcedClosed);
    let budget = Arc::new(Budget::new());
    guard::list("tenants", &budget);
    assert_eq!(budget.capacity(), 10);
    config::clear();
    assert_eq!(HOSTS.of("late").state(), BreakerState::Closed);
    assert_eq!(budget.capacity(), 500);
    drop(HOSTS.remove("late"));
}

#[test]
fn all_of_one_name_are_set_together() {
    let _turn = Turn::begin();
    let hosts = ["a", "b", "c"].map(|host| HOSTS.of(host));
    apply("hosts = { breaker_force = 'open' }");
    assert!(hosts.iter().all(|breaker| breaker.permit().is_err()));
    config::clear();
    assert!(hosts.iter().all(|breaker| breaker.permit().is_ok()));
    drop(hosts);
    for host in ["a", "b", "c"] {
        drop(HOSTS.remove(host));
    }
}

#[test]
fn a_name_that_nobody_has_is_a_mistake() {
    let message = error("nobodys = { breaker_open_for = 1 }");
    assert!(
        message.contains("matches none of the retried functions"),
        "{message}"
    );
}

#[test]
fn settings_as_a_value_make_guards() {
    let settings: PolicySettings = serde_json::from_str(
        r#"{ "budget_capacity": 3, "breaker_consecutive_failures": 1, "breaker_force": "open", "nested": "bounded" }"#,
    )
    .unwrap();
    assert_eq!(settings.budget(Budget::builder()).unwrap().capacity(), 3);
    let breaker = settings.breaker(Breaker::builder()).unwrap();
    assert_eq!(breaker.state(), BreakerState::ForcedOpen);
    assert_eq!(settings.nested(), Some(reattempt::Nested::Bounded));
    let written = serde_json::to_string(&settings).unwrap();
    let read: PolicySettings = serde_json::from_str(&written).unwrap();
    assert_eq!(read, settings);

    let settings = PolicySettings::new()
        .set(config::Key::BreakerMinCalls, "3")
        .unwrap();
    assert!(settings.breaker(Breaker::builder()).is_err());
    let out_of_range = serde_json::from_str::<PolicySettings>(r#"{ "budget_success_reward": -1 }"#);
    assert_eq!(
        out_of_range.unwrap_err().to_string(),
        "budget_success_reward = -1: must be a number of tokens from 0 to 1000000"
    );
    let _: fn(PolicySettings) -> Result<Budget, BudgetError> =
        |settings| settings.budget(Budget::builder());
}
