//! Guards that are made after a configuration was applied.

use crate::{HOSTS, Turn, apply, error};
use reattempt::config::{self, PolicySettings};
use reattempt::guard::{self, Breaker, BreakerState, Budget, BudgetError};
use std::sync::Arc;
use std::time::Duration;

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
        message.contains("matches none of the retried functions; there are bare,")
            && message
                .contains("the names of budgets and breakers are forced, hosts, lazy, payments"),
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
        "budget_success_reward = -1: must be 0 or a number of tokens from 0.000001 to 1000000"
    );
    let _: fn(PolicySettings) -> Result<Budget, BudgetError> =
        |settings| settings.budget(Budget::builder());
}

#[test]
fn settings_that_contradict_each_other_make_no_breaker() {
    for (text, message) in [
        (
            r#"{ "breaker_consecutive_failures": 3, "breaker_failure_rate": 0.5 }"#,
            "breaker_failure_rate = 0.5: does not go with breaker_consecutive_failures = 3: leave one out",
        ),
        (
            r#"{ "breaker_window": 50 }"#,
            "breaker_window = 50: needs breaker_failure_rate as well",
        ),
        (
            r#"{ "breaker_min_calls": 4 }"#,
            "breaker_min_calls = 4: needs breaker_failure_rate as well",
        ),
        (
            r#"{ "breaker_min_calls": 200, "breaker_failure_rate": 0.5 }"#,
            "breaker_min_calls = 200: must be at most 100, as many calls as the window holds",
        ),
        (
            r#"{ "breaker_open_for": "10m", "breaker_max_open_for": "1s" }"#,
            r#"breaker_max_open_for = "1s": needs breaker_open_for_factor as well"#,
        ),
        (
            r#"{ "breaker_open_for_factor": 2 }"#,
            "breaker_open_for_factor = 2.0: needs breaker_max_open_for as well",
        ),
        (
            r#"{ "breaker_open_for_factor": 2, "breaker_max_open_for": "1s" }"#,
            r#"breaker_max_open_for = "1s": must be at least 30s, the breaker_open_for that the code has"#,
        ),
        (
            r#"{ "breaker_failure_rate": 0.5, "breaker_slow_call_rate_threshold": 0.5 }"#,
            "breaker_slow_call_rate_threshold = 0.5: needs breaker_slow_call_duration_threshold and breaker_failure_rate",
        ),
    ] {
        let settings: PolicySettings = serde_json::from_str(text).unwrap();
        let error = settings.breaker(Breaker::builder()).unwrap_err();
        assert_eq!(error.to_string(), message);
    }

    let grows = Breaker::builder().open_for_growth(2.0, Duration::from_secs(60));
    let settings: PolicySettings = serde_json::from_str(r#"{ "breaker_open_for": "2m" }"#).unwrap();
    assert_eq!(
        settings.breaker(grows).unwrap_err().to_string(),
        r#"breaker_open_for = "2m": must be at most 60s, the breaker_max_open_for that the code has"#
    );
    let wrong = Breaker::builder().probes(0);
    assert_eq!(
        PolicySettings::new()
            .breaker(wrong)
            .unwrap_err()
            .to_string(),
        "the breaker in the code: probes must be at least 1, for a half-open circuit to close"
    );
}

#[test]
fn a_guard_of_several_names_goes_by_all_of_them() {
    let _turn = Turn::begin();
    let [zeta, acme, other] = ["zeta", "acme", "other"].map(|host| HOSTS.of(host));
    guard::list("several-zeta", &zeta);
    guard::list("several-acme", &acme);
    let states = || [zeta.state(), acme.state(), other.state()];
    let (open, closed) = (BreakerState::ForcedOpen, BreakerState::ForcedClosed);

    apply("hosts = { breaker_force = 'open' }");
    assert_eq!(states(), [open; 3]);
    // On the list once more, and once more under a new name.
    guard::list("several-acme", &acme);
    guard::list("several-more", &acme);
    assert_eq!(states(), [open; 3]);
    assert_eq!(guard::breakers().named("several-acme").count(), 1);

    let effective =
        apply("several-acme = { breaker_force = 'closed' }\n'hosts*' = { breaker_force = 'open' }");
    assert_eq!(states(), [open, closed, open], "{effective}");
    apply("several-zeta = { breaker_force = 'open' }");
    assert_eq!(states(), [open, BreakerState::Closed, BreakerState::Closed]);
    config::clear();
    drop((zeta, acme, other));
    for host in ["zeta", "acme", "other"] {
        drop(HOSTS.remove(host));
    }
}

#[test]
fn all_are_told_where_one_of_them_panics() {
    let _turn = Turn::begin();
    let breakers = ["panics-a", "panics-b", "panics-c"].map(|name| {
        let breaker = match name {
            "panics-b" => Breaker::builder().on_change(|_| panic!("told")),
            _ => Breaker::builder(),
        };
        let breaker = Arc::new(breaker.build());
        guard::list(name, &breaker);
        breaker
    });
    let applied = std::panic::catch_unwind(|| apply("'panics-*' = { breaker_force = 'open' }"));
    assert!(applied.is_err());
    for breaker in &breakers {
        assert_eq!(breaker.state(), BreakerState::ForcedOpen);
    }
}

#[test]
fn functions_and_guards_go_by_the_same_configuration() {
    let _turn = Turn::begin();
    let texts: Vec<String> = (1..=4)
        .map(|n| format!("own = {{ max_attempts = {n}, budget_capacity = {n} }}"))
        .collect();
    for _ in 0..2000 {
        std::thread::scope(|scope| {
            for text in &texts {
                scope.spawn(|| apply(text));
            }
        });
        let effective = config::effective();
        let mut sites = effective.sites().iter();
        let site = sites.find(|site| site.site().name() == "own").unwrap();
        let attempts = site.policy().unwrap().max_attempts();
        let budgets = guard::budgets();
        let budget = budgets.named("own").next().unwrap();
        assert_eq!(attempts.map(u64::from), Some(budget.capacity()));
    }
}
