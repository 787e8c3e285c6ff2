//! What a call means for those inside of it.

use crate::{Turn, apply, error, reset};
use reattempt::{Nested, Policy, Retry, Scope, retry, site};
use std::cell::Cell;
use std::io;

#[retry(name = "inner", backoff = ["0s"])]
fn inner(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

#[retry(name = "suppresses", backoff = ["0s"], nested = "suppress")]
fn suppresses(calls: &Cell<u32>) -> io::Result<()> {
    inner(calls)
}

#[retry(name = "bounds", backoff = ["0s"], max_attempts = 3, max_elapsed = "1h", nested = "bounded")]
fn bounds(calls: &Cell<u32>) -> io::Result<()> {
    inner(calls)
}

#[retry(name = "chooses", backoff = ["0s"], nested = nested)]
fn chooses(calls: &Cell<u32>, nested: Nested) -> io::Result<()> {
    inner(calls)
}

#[retry(name = "outer", backoff = ["0s"])]
fn outer(calls: &Cell<u32>) -> io::Result<()> {
    inner(calls)
}

fn calls(call: impl FnOnce(&Cell<u32>) -> io::Result<()>) -> u32 {
    let calls = Cell::new(0);
    assert!(call(&calls).is_err());
    calls.get()
}

#[test]
fn every_attempt_means_what_is_configured() {
    let _turn = Turn::begin();
    let value = Retry::new(
        Policy::builder()
            .initial_delay(std::time::Duration::ZERO)
            .build(),
    )
    .site(site!("value"))
    .nested(Nested::Suppress);
    let all = || {
        let by_value = calls(|calls| value.call(|| inner(calls)));
        [
            calls(suppresses),
            calls(bounds),
            calls(|calls| chooses(calls, Nested::Suppress)),
            by_value,
        ]
    };
    assert_eq!(all(), [3, 9, 3, 3]);
    apply("'*' = { nested = 'allow' }");
    assert_eq!(all(), [9, 9, 9, 9]);
    apply("'*' = { nested = 'suppress' }");
    assert_eq!(all(), [3, 3, 3, 3]);
    apply("bounds = { nested = 'suppress' }\nchooses = { nested = 'bounded' }");
    assert_eq!(all(), [3, 3, 9, 3]);
    assert_eq!(Scope::new().unconfigured().run(all), [3, 9, 3, 3]);
    assert_eq!(calls(outer), 9);
}

#[test]
fn it_is_a_mistake_where_the_code_cannot_do_it() {
    for (text, message) in [
        (
            "outer = { nested = 'suppress' }",
            r#""outer": nested = "suppress": is of no use to outer, which in the code has no nested"#,
        ),
        (
            "suppresses = { nested = 'bounded' }",
            r#""suppresses": nested = "bounded": must be "allow" or "suppress" for suppresses, which in the code has nested = "suppress" and reads no clock"#,
        ),
        (
            "bounds = { nested = 'off' }",
            r#""bounds": nested = "off": must be "allow", "bounded" or "suppress"; write "suppress""#,
        ),
    ] {
        assert_eq!(error(text), format!("retry.toml: {message}"), "{text}");
    }
}
