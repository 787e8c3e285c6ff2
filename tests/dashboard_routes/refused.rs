//! What nobody, or not everybody, may do: each change, by each way in which it may be refused. Nothing changes then.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use reattempt::config::switches;
use reattempt::dashboard::{self, Dashboard};
use reattempt::guard::BreakerState;

use crate::{Answer, PAYMENTS, SEARCHES, Turn, ask, from_operator, get, guarded, operate, pay};

/// Every change that there is, as it would be made if it were allowed.
const CHANGES: [(&str, &str); 4] = [
    ("/switch", r#"{"name": "*", "action": "off"}"#),
    (
        "/breaker",
        r#"{"name": "payments", "action": "force_open"}"#,
    ),
    ("/budget", r#"{"name": "searches", "action": "reset"}"#),
    ("/counts", r#"{"name": "*", "action": "reset"}"#),
];

/// Asks for each change, and sees that nothing comes of it.
#[track_caller]
fn assert_refused(status: StatusCode, send: impl Fn(&str, &str) -> Answer) {
    let _turn = Turn::begin();
    pay("refused", "").unwrap_err();
    let retries = || {
        let sites = get(dashboard::router(), "/sites.json").json();
        let mut sites = sites["sites"].as_array().unwrap().iter();
        let pay = sites.find(|site| site["name"] == "pay").unwrap();
        pay["counts"]["retries"].as_u64().unwrap()
    };
    let before = (SEARCHES.tokens(), retries());
    assert!(before.0 < SEARCHES.capacity() && before.1 > 0, "{before:?}");
    for (path, body) in CHANGES {
        let answer = send(path, body);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    assert!(switches().is_empty());
    assert_eq!(PAYMENTS.state(), BreakerState::Closed);
    assert_eq!((SEARCHES.tokens(), retries()), before);
}

fn send(request: axum::http::request::Builder, body: &str) -> Answer {
    ask(
        guarded(),
        request.body(Body::from(body.to_owned())).unwrap(),
    )
}

#[test]
fn without_a_guard_there_is_nothing_to_change() {
    assert_refused(StatusCode::NOT_FOUND, |path, body| {
        let request = from_operator(path).body(Body::from(body.to_owned()));
        ask(dashboard::router(), request.unwrap())
    });
}

#[test]
fn whom_the_guard_refuses_changes_nothing() {
    for word in [None, Some("guess")] {
        assert_refused(StatusCode::FORBIDDEN, |path, body| {
            let mut request = Request::post(path).header("content-type", "application/json");
            if let Some(word) = word {
                request = request.header("x-operator", word);
            }
            let answer = send(request, body);
            assert_eq!(
                answer.error(),
                "this program does not let you change anything here"
            );
            answer
        });
    }
}

#[test]
fn a_form_of_another_site_changes_nothing() {
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ] {
        assert_refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, |path, body| {
            let request = Request::post(path).header("x-operator", "secret");
            let answer = send(request.header("content-type", content_type), body);
            assert!(answer.error().contains("content-type: application/json"));
            answer
        });
    }
}

#[test]
fn a_script_of_another_site_changes_nothing() {
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "anything"),
        ("origin", "https://evil.example"),
        ("origin", "http://shop.example:81"),
        ("origin", "http://shop.example.evil.example"),
        ("origin", "null"),
    ] {
        assert_refused(StatusCode::FORBIDDEN, |path, body| {
            let request = from_operator(path).header("host", "shop.example");
            let answer = send(request.header(header, value), body);
            assert!(answer.error().contains("another site"), "{header}: {value}");
            answer
        });
    }
    // One header of two is as bad.
    for (header, own, other) in [
        ("sec-fetch-site", "same-origin", "cross-site"),
        ("origin", "http://shop.example", "https://evil.example"),
    ] {
        assert_refused(StatusCode::FORBIDDEN, |path, body| {
            let request = from_operator(path).header("host", "shop.example");
            send(request.header(header, own).header(header, other), body)
        });
    }
    // What the browser says counts, whatever the address looks like.
    assert_refused(StatusCode::FORBIDDEN, |path, body| {
        let request = from_operator(path)
            .header("host", "shop.example")
            .header("origin", "http://shop.example")
            .header("sec-fetch-site", "cross-site");
        send(request, body)
    });
}

#[test]
fn a_change_is_not_made_by_looking() {
    assert_refused(StatusCode::METHOD_NOT_ALLOWED, |path, _| {
        let request = Request::get(path).header("x-operator", "secret");
        ask(guarded(), request.body(Body::empty()).unwrap())
    });
}

#[test]
fn a_long_body_is_not_read() {
    assert_refused(StatusCode::PAYLOAD_TOO_LARGE, |path, body| {
        let padded = format!("{body}{}", " ".repeat(4096));
        send(from_operator(path), &padded)
    });
}

#[test]
fn a_body_that_says_nothing_is_answered_by_what_to_write() {
    let _turn = Turn::begin();
    for (path, body, status, error) in [
        (
            "/switch",
            "off",
            400,
            "the body is not JSON: expected value at line 1 column 1",
        ),
        (
            "/switch",
            "[]",
            422,
            r#"the body must be an object such as {"name": "*", "action": "off"}"#,
        ),
        ("/switch", "{}", 422, "`name` must be a text"),
        (
            "/switch",
            r#"{"name": "*", "action": "stop"}"#,
            422,
            r#"`action` must be "off", "on" or "configured""#,
        ),
        (
            "/breaker",
            r#"{"name": "payments"}"#,
            422,
            r#"`action` must be "open", "close", "force_open", "force_closed" or "reset""#,
        ),
        (
            "/breaker",
            r#"{"name": "payments", "key": 1, "action": "open"}"#,
            422,
            "`key` must be a text, or left out",
        ),
        (
            "/counts",
            r#"{"name": "*", "action": "reset", "at": 0}"#,
            422,
            r#"the body has a member `at` that means nothing; write an object such as {"name": "*", "action": "reset"}"#,
        ),
        (
            "/switch",
            r#"{"name": "pya", "action": "off"}"#,
            404,
            "`pya` matches no retried function; did you mean `pay`?",
        ),
        (
            "/breaker",
            r#"{"name": "mail", "action": "open"}"#,
            404,
            "no breaker is called `mail`",
        ),
        (
            "/breaker",
            r#"{"name": "hosts", "key": "db-9", "action": "open"}"#,
            404,
            "no breaker is called `hosts [db-9]`",
        ),
        (
            "/budget",
            r#"{"name": "mail", "action": "reset"}"#,
            404,
            "no budget is called `mail`",
        ),
        (
            "/counts",
            r#"{"name": "mail", "action": "reset"}"#,
            404,
            "`mail` matches no retried function",
        ),
        (
            "/switch",
            r#"{"name": "pay", "name": "mail.send", "action": "off"}"#,
            422,
            "the body has the member `name` twice",
        ),
        (
            "/breaker",
            r#"{"name": "payments", "action": "reset", "action": "open"}"#,
            422,
            "the body has the member `action` twice",
        ),
    ] {
        let answer = operate(path, body);
        assert_eq!(
            (answer.status.as_u16(), answer.error().as_str()),
            (status, error),
            "{path} {body}"
        );
    }
    assert!(switches().is_empty());
}

#[test]
fn the_guard_is_asked_for_each_request() {
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
    let count = std::sync::Arc::clone(&asked);
    let dashboard = Dashboard::new().operators(move |_| {
        count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        false
    });
    let router: axum::Router = dashboard.into_router();
    for path in ["/", "/live"] {
        assert!(
            !get(router.clone(), path).body.contains("<button"),
            "{path}"
        );
    }
    assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 2);
}
