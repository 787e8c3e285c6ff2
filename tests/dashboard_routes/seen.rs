//! What is shown, and how.

use axum::body::Body;
use axum::http::Request;
use reattempt::config::Config;
use reattempt::dashboard::{self, Dashboard};

use crate::{HOSTS, Turn, ask, get, guarded, operate, pay};

#[test]
fn every_text_from_outside_is_escaped() {
    let _turn = Turn::begin();
    let router: axum::Router = dashboard::router();
    let attack = r#"<script>alert(1)</script><img src=x onerror="alert(2)">'&"#;
    pay(attack, attack).unwrap_err();
    let _host = HOSTS.of(attack);
    for path in ["/", "/live"] {
        let page = get(router.clone(), path).body;
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{path}"
        );
        assert!(
            !page.contains("<script>alert") && !page.contains("<img"),
            "{path}"
        );
        assert!(!page.contains(r#"onerror="alert"#), "{path}");
    }
    HOSTS.remove(attack);
}

#[test]
fn what_people_read_has_nothing_invisible_and_what_buttons_send_is_as_it_is() {
    let _turn = Turn::begin();
    let deceptive = "db\u{202e}1\u{200b}";
    let _host = HOSTS.of(deceptive);
    let request = Request::get("/live").header("x-operator", "secret");
    let page = ask(guarded(), request.body(Body::empty()).unwrap()).body;
    HOSTS.remove(deceptive);
    assert!(page.contains(r"hosts [db\u{202e}1\u{200b}]"));
    assert!(page.contains(&format!(r#"data-guard="{deceptive}""#)));
    // In no text, which is what stands between two tags.
    let mut texts = page.split('>').filter_map(|part| part.split('<').next());
    assert!(!texts.any(|text| text.contains(['\u{202e}', '\u{200b}'])));

    let unknown = r#"{"name": "a\u202eb", "action": "off"}"#;
    for path in ["/switch", "/breaker", "/budget", "/counts"] {
        let body = if path == "/switch" {
            unknown.to_owned()
        } else {
            unknown.replace("off", "reset")
        };
        let error = operate(path, &body).error();
        assert!(error.contains(r"`a\u{202e}b`"), "{path}: {error}");
    }
}

#[test]
fn error_texts_are_redacted_or_left_out() {
    let _turn = Turn::begin();
    reattempt::redact_errors(|text| text.replace("token=7", "token=(redacted)").into());
    let (shown, hidden): (axum::Router, axum::Router) = (
        dashboard::router(),
        Dashboard::new().without_error_texts().into_router(),
    );
    std::thread::sleep(std::time::Duration::from_millis(110));
    pay("token=7 refused", "from Ada").unwrap_err();
    reattempt::redact_errors(|text| text.into());
    for path in ["/", "/live", "/sites.json"] {
        let (shown, hidden) = (
            get(shown.clone(), path).body,
            get(hidden.clone(), path).body,
        );
        assert!(
            shown.contains("token=(redacted) refused"),
            "{path}: {shown}"
        );
        assert!(
            !shown.contains("token=7") && !hidden.contains("redacted"),
            "{path}"
        );
        assert!(shown.contains("from Ada") && !hidden.contains("from Ada"));
    }
}

#[test]
fn the_policy_in_force_is_shown_with_the_layer_that_has_won() {
    let _turn = Turn::begin();
    let config = Config::new()
        .toml("retry.toml", r#""mail.send" = { max_attempts = 4 }"#)
        .env("MAIL", "mail.send")
        .vars([("MAIL_MAX_ATTEMPTS", "5")]);
    config.apply().unwrap();
    let page = get(dashboard::router(), "/").body;
    let line = "max_attempts = 5 from MAIL_MAX_ATTEMPTS, overriding 4 from retry.toml &quot;mail.send&quot;";
    assert!(page.contains(line), "{page}");
}

#[test]
fn only_operators_see_buttons() {
    let _turn = Turn::begin();
    let as_operator = |path: &str| {
        let request = Request::get(path).header("x-operator", "secret");
        ask(guarded(), request.body(Body::empty()).unwrap()).body
    };
    for path in ["/", "/live"] {
        assert!(as_operator(path).contains(r#"data-path="switch""#));
        assert!(!get(guarded(), path).body.contains("<button"));
        assert!(!get(dashboard::router(), path).body.contains("<button"));
    }
}

#[test]
fn guards_are_json_for_programs() {
    let _turn = Turn::begin();
    let answer = get(dashboard::router(), "/guards.json");
    assert_eq!(answer.headers["content-type"], "application/json");
    let guards = answer.json();
    let names = |kind: &str| -> Vec<String> {
        let guards = guards[kind].as_array().unwrap().iter();
        guards
            .map(|guard| guard["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(names("breakers").contains(&"payments".to_owned()));
    assert!(names("budgets").contains(&"searches".to_owned()));
}

#[test]
fn every_answer_tells_the_browser_what_to_refuse() {
    for path in ["/", "/live", "/sites.json", "/guards.json"] {
        let headers = get(dashboard::router(), path).headers;
        let policy = headers["content-security-policy"].to_str().unwrap();
        for rule in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-store");
    }
}
