//! What operators do, and what becomes of it.

use axum::body::Body;
use axum::http::StatusCode;
use reattempt::config::{Config, Switch, effective, switches};
use reattempt::dashboard;
use reattempt::guard::BreakerState;
use serde_json::Value;

use crate::{
    HOSTS, PAYMENTS, SEARCHES, Turn, ask, from_operator, get, guarded, mail, operate, pay,
};

/// Does it, and returns what was done.
#[track_caller]
fn done(path: &str, body: &str) -> String {
    let answer = operate(path, body);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()["done"].as_str().unwrap().to_owned()
}

fn site(name: &str) -> Value {
    let all = get(dashboard::router(), "/sites.json").json();
    let mut sites = all["sites"].as_array().unwrap().iter();
    sites.find(|site| site["name"] == name).unwrap().clone()
}

#[test]
fn retries_are_switched_over_every_layer() {
    let _turn = Turn::begin();
    let config = Config::new().toml("retry.toml", r#""mail.*" = { enabled = true }"#);
    config.apply().unwrap();
    let said = done("/switch", r#"{"name": "*", "action": "off"}"#);
    assert_eq!(said, "the retries of `*` are off");
    assert!(!effective().site("mail.send").unwrap().is_enabled());
    config.apply().unwrap();
    assert_eq!(switches(), [("*".to_owned(), Switch::Off)]);

    done("/switch", r#"{"name": "mail.*", "action": "on"}"#);
    assert_eq!(site("mail.send")["enabled"], true);
    assert_eq!(site("pay")["enabled"], false);
    assert_eq!(site("pay")["settings"][0]["source"], "an operator");
    done("/switch", r#"{"name": "*", "action": "configured"}"#);
    assert_eq!(site("mail.send")["settings"][0]["source"], "retry.toml");
    assert!(switches().is_empty());
}

#[test]
fn a_breaker_is_forced_and_let_go() {
    let _turn = Turn::begin();
    for (action, state, said) in [
        ("force_open", BreakerState::ForcedOpen, "forced_open"),
        ("force_closed", BreakerState::ForcedClosed, "forced_closed"),
        ("reset", BreakerState::Closed, "closed"),
        ("open", BreakerState::Open, "open"),
        ("close", BreakerState::Closed, "closed"),
    ] {
        let body = format!(r#"{{"name": "payments", "action": "{action}"}}"#);
        assert_eq!(
            done("/breaker", &body),
            format!("the breaker `payments` is {said}")
        );
        assert_eq!(PAYMENTS.state(), state);
    }
}

#[test]
fn one_breaker_of_many_is_meant_by_its_key() {
    let _turn = Turn::begin();
    let (one, other) = (HOSTS.of("db-1"), HOSTS.of("db-2"));
    let said = done(
        "/breaker",
        r#"{"name": "hosts", "key": "db-1", "action": "force_open"}"#,
    );
    assert_eq!(said, "the breaker `hosts [db-1]` is forced_open");
    assert_eq!(
        (one.state(), other.state()),
        (BreakerState::ForcedOpen, BreakerState::Closed)
    );
    done("/breaker", r#"{"name": "hosts", "action": "force_open"}"#);
    assert_eq!(other.state(), BreakerState::ForcedOpen);
    done("/breaker", r#"{"name": "hosts", "action": "reset"}"#);
    assert_eq!(
        (one.state(), other.state()),
        (BreakerState::Closed, BreakerState::Closed)
    );
}

#[test]
fn a_budget_is_filled() {
    let _turn = Turn::begin();
    pay("filled", "").unwrap_err();
    assert!(SEARCHES.tokens() < SEARCHES.capacity());
    assert_eq!(
        done("/budget", r#"{"name": "searches", "action": "reset"}"#),
        "the budget `searches` is full"
    );
    assert_eq!(SEARCHES.tokens(), SEARCHES.capacity());
}

#[test]
fn counts_begin_at_zero_on_the_dashboard_alone() {
    let _turn = Turn::begin();
    mail().unwrap_err();
    let all = reattempt::sites()
        .iter()
        .find(|site| site.name() == "mail.send")
        .unwrap()
        .counts()
        .retries();
    done("/counts", r#"{"name": "mail.send", "action": "reset"}"#);
    assert_eq!(site("mail.send")["counts"]["retries"], 0);
    assert!(get(dashboard::router(), "/sites.json").json()["counts_reset_at"].is_u64());
    mail().unwrap_err();
    let counts = &site("mail.send")["counts"];
    assert_eq!(
        (&counts["needed_retry"], &counts["gave_up"]["attempts"]),
        (&1.into(), &1.into())
    );
    assert_eq!(counts["errors"], serde_json::json!({ "TimedOut": 2 }));
    let now = reattempt::sites()
        .iter()
        .find(|site| site.name() == "mail.send")
        .unwrap()
        .counts()
        .retries();
    assert_eq!(now, all + 1);
}

#[test]
fn counts_of_a_pattern_begin_at_zero() {
    let _turn = Turn::begin();
    let retries =
        || ["mail.send", "pay"].map(|name| site(name)["counts"]["retries"].as_u64().unwrap());
    mail().unwrap_err();
    pay("counted", "").unwrap_err();
    assert!(retries().iter().all(|retries| *retries > 0));
    let said = done("/counts", r#"{"name": "mail.*", "action": "reset"}"#);
    assert_eq!(said, "the counts of `mail.*` begin at zero");
    let [mail, pay] = retries();
    assert!(mail == 0 && pay > 0);
}

#[test]
fn the_page_itself_and_programs_are_let_through() {
    let _turn = Turn::begin();
    let send = |headers: &[(&str, &str)]| {
        let mut request = from_operator("/switch");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = r#"{"name": "mail.send", "action": "configured"}"#;
        ask(guarded(), request.body(Body::from(body)).unwrap()).status
    };
    for headers in [
        &[][..],
        &[("sec-fetch-site", "same-origin")],
        // A proxy may have asked by another name.
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://ops.example"),
            ("host", "backend:8080"),
        ],
        &[
            ("origin", "http://shop.example:8080"),
            ("host", "shop.example:8080"),
        ],
    ] {
        assert_eq!(send(headers), StatusCode::OK, "{headers:?}");
    }
}
