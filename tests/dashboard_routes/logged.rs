//! What the log says of operators.

use reattempt::guard;

use crate::support::lines::Lines;
use crate::{HOSTS, Turn, operate};

/// What a change is logged as.
#[track_caller]
fn logged(path: &str, body: &str) -> Vec<String> {
    let lines = Lines::default();
    lines.collect(|| assert!(operate(path, body).status.is_success(), "{path} {body}"));
    lines.take()
}

#[test]
fn each_change_is_a_line_with_what_was_changed() {
    let _turn = Turn::begin();
    let _host = HOSTS.of("db-1");
    for (path, body, fields) in [
        (
            "/switch",
            r#"{"name": "mail.*", "action": "off"}"#,
            r#"name="mail.*" action="off""#,
        ),
        (
            "/breaker",
            r#"{"name": "hosts", "key": "db-1", "action": "force_open"}"#,
            r#"name="hosts" key="db-1" action="force_open""#,
        ),
        (
            "/breaker",
            r#"{"name": "hosts", "action": "reset"}"#,
            r#"name="hosts" action="reset""#,
        ),
        (
            "/budget",
            r#"{"name": "searches", "action": "reset"}"#,
            r#"name="searches" action="reset""#,
        ),
        (
            "/counts",
            r#"{"name": "pay", "action": "reset"}"#,
            r#"name="pay" action="reset_counts""#,
        ),
    ] {
        let line = format!("WARN reattempt: changed by an operator {fields}");
        assert_eq!(logged(path, body), [line], "{path} {body}");
    }
    HOSTS.remove("db-1");
}

#[test]
fn what_is_refused_is_not_logged() {
    let _turn = Turn::begin();
    let lines = Lines::default();
    lines.collect(|| operate("/switch", r#"{"name": "gone", "action": "off"}"#));
    assert_eq!(lines.take(), [""; 0]);
}

#[test]
fn names_and_keys_cannot_deceive_a_reader() {
    let _turn = Turn::begin();
    let key = "db\u{202e}1\u{2028}";
    let (_host, listed) = (
        HOSTS.of(key),
        std::sync::Arc::new(reattempt::Breaker::new()),
    );
    guard::list("tenant\u{202e}7", &listed);
    let lines = [
        logged(
            "/breaker",
            r#"{"name": "hosts", "key": "db\u202e1\u2028", "action": "reset"}"#,
        ),
        logged(
            "/breaker",
            r#"{"name": "tenant\u202e7", "action": "reset"}"#,
        ),
    ];
    // As a string in a line, whose backslash is doubled.
    assert!(
        lines[0][0].contains(r#"key="db\\u{202e}1\\u{2028}""#),
        "{lines:?}"
    );
    assert!(
        lines[1][0].contains(r#"name="tenant\\u{202e}7""#),
        "{lines:?}"
    );
    HOSTS.remove(key);
}
