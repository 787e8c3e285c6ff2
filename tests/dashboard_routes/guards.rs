//! The breakers and budgets on the page.

use reattempt::config::Config;
use reattempt::dashboard;
use reattempt::guard::BreakerState;
use reattempt::{Breaker, Budget, Class, list_guards, retry};

use crate::{HOSTS, Turn, get};

/// As many keys, one of them not closed.
fn page_of(hosts: usize) -> (String, usize) {
    let hosts: Vec<String> = (0..hosts).map(|host| format!("host-{host:03}")).collect();
    for host in &hosts {
        drop(HOSTS.of(host));
    }
    HOSTS.of(hosts.last().unwrap()).force_open();
    let page = get(dashboard::router(), "/live").body;
    let all = get(dashboard::router(), "/guards.json").json();
    for host in &hosts {
        HOSTS.remove(host);
    }
    (page, all["breakers"].as_array().unwrap().len())
}

#[test]
fn of_many_breakers_the_page_shows_some_and_the_open_ones_first() {
    let _turn = Turn::begin();
    let (page, all) = page_of(300);
    assert_eq!(page.matches("data-name=\"hosts\"").count(), 100);
    assert!(page.contains("[host-299]") && !page.contains("[host-298]"));
    assert!(page.find("[host-299]") < page.find("[host-000]"));
    let shown = page.matches("class=\"breaker\"").count();
    assert!(page.contains(&format!("And {} more.", all - shown)));
}

#[test]
fn however_many_hosts_there_are_the_other_breakers_are_shown() {
    let _turn = Turn::begin();
    let (page, _) = page_of(300);
    // It comes after all hosts.
    assert!(page.contains(r#"data-name="payments""#));
}

static SERVICE: Budget = Budget::new().named("as of a service");
static GRPC: Budget = Budget::failure_ratio(10, 0.1).named("as of gRPC");
static REFILLED: Budget = Budget::builder()
    .name("refilled")
    .refill_per_second(1_000_000.0)
    .build();
list_guards!(SERVICE, GRPC, REFILLED);

#[test]
fn a_budget_that_refuses_retries_is_used_up() {
    let _turn = Turn::begin();
    let card = |budget: &Budget| {
        let page = get(dashboard::router(), "/live").body;
        let (_, card) = page
            .split_once(&format!(r#"data-key="budget {} ""#, budget.name()))
            .unwrap();
        card.split_once("</article>").unwrap().0.to_owned()
    };
    let now = std::time::Instant::now();
    for budget in [&SERVICE, &GRPC] {
        assert!(!card(budget).contains("used up"), "{budget}");
        while budget.withdraw(Class::Transient, now).is_ok() {}
        // Some are left, but not enough for a retry.
        assert!(budget.tokens() > 0);
        assert!(card(budget).contains("used up"), "{budget}");
        budget.reset();
        assert!(!card(budget).contains("used up"), "{budget}");
    }
    while REFILLED.withdraw(Class::Transient, now).is_ok() {}
    assert!(REFILLED.tokens() < 14);
    std::thread::sleep(std::time::Duration::from_millis(5));
    assert!(card(&REFILLED).contains("500 of 500"));
}

static FRAIL: Breaker = Breaker::builder().consecutive_failures(1).build();

#[retry(name = "frail", backoff = ["0s"], max_retry_after = "1s", breaker = FRAIL)]
fn frail() -> std::io::Result<()> {
    Err(std::io::Error::new(
        std::io::ErrorKind::ConnectionReset,
        "unplugged",
    ))
}

#[test]
fn the_last_error_is_what_has_opened_the_circuit() {
    let _turn = Turn::begin();
    let router: axum::Router = dashboard::router();
    let last = || {
        let all = get(router.clone(), "/sites.json").json();
        let mut sites = all["sites"].as_array().unwrap().iter();
        sites.find(|site| site["name"] == "frail").unwrap()["last_error"].clone()
    };
    frail().unwrap_err();
    std::thread::sleep(std::time::Duration::from_millis(110));
    assert!(frail().unwrap_err().to_string().contains("circuit"));
    assert_eq!(
        (&last()["text"], &last()["class"]),
        (&"unplugged".into(), &"transient".into())
    );
}

static NAMESAKE_BREAKER: Breaker = Breaker::builder().name("namesake").build();
static NAMESAKE_BUDGET: Budget = Budget::new().named("namesake");
static FIRST: Budget = Budget::new();
list_guards!(NAMESAKE_BREAKER, NAMESAKE_BUDGET);

#[retry(name = "shares.first", budget = FIRST)]
fn first() -> std::io::Result<()> {
    Ok(())
}

#[retry(name = "shares.second", budget = FIRST)]
fn second() -> std::io::Result<()> {
    Ok(())
}

#[test]
fn what_is_set_is_shown_at_the_guard_that_it_is_for() {
    let _turn = Turn::begin();
    first().unwrap();
    second().unwrap();
    let text = "
        namesake = { breaker_force = 'closed', budget_capacity = 50 }
        'shares.*' = { budget_capacity = 60 }
    ";
    Config::new().toml("retry.toml", text).apply().unwrap();
    assert_eq!(NAMESAKE_BREAKER.state(), BreakerState::ForcedClosed);
    let page = get(dashboard::router(), "/live").body;
    let card = |key: &str| {
        let (_, card) = page.split_once(&format!(r#"data-key="{key} ""#)).unwrap();
        card.split_once("</article>").unwrap().0
    };
    for (key, set, other) in [
        ("breaker namesake", "breaker_force", "budget_capacity"),
        ("budget namesake", "budget_capacity = 50", "breaker_force"),
        (
            "budget shares.first",
            "budget_capacity = 60",
            "breaker_force",
        ),
    ] {
        assert!(
            card(key).contains(set) && !card(key).contains(other),
            "{}",
            card(key)
        );
    }
}
