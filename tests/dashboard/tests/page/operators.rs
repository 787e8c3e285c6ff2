//! What operators do on the page, and what others cannot.

use crate::browser::{Page, Size, wait_until};
use crate::server::Server;

const NOTE: &str = r#"[data-site="dashboard::shop::note"]"#;

#[test]
fn others_have_no_buttons_and_are_refused_by_the_program() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    assert!(page.text("#operators").contains("Read-only"));
    assert_eq!(
        page.evaluate::<u32>("document.querySelectorAll('button').length"),
        0
    );
    let _: bool = page.evaluate(
        "!!fetch('/retries/switch', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ name: '*', action: 'off' }),
        }).then(answer => { window.status_of_change = answer.status; })",
    );
    let status = || page.evaluate::<Option<u32>>("window.status_of_change ?? null");
    assert_eq!(wait_until("an answer", status), 403);
    assert_eq!(page.text("#off"), "0");
}

#[test]
fn an_operator_switches_a_function_and_then_all() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    page.click(&format!("{NOTE} button[data-action=off]"));
    wait_until("one is off", || (page.text("#off") == "1").then_some(()));
    assert!(page.text(&format!("{NOTE} .name")).contains("off"));
    assert!(
        page.text("#message")
            .contains("the retries of `dashboard::shop::note` are off")
    );
    let parts = page.text(&format!("{NOTE} .parts"));
    assert!(
        parts.contains("enabled = false from an operator"),
        "{parts}"
    );

    page.click_and_confirm("#operators button[data-action=off]");
    let all = page.evaluate::<String>("String(document.querySelectorAll('#sites tbody').length)");
    wait_until("all are off", || (page.text("#off") == all).then_some(()));
    assert_eq!(
        page.evaluate::<Vec<String>>("asked"),
        ["Switch the retries of all functions off?"]
    );
    page.click("#operators button[data-action=configured]");
    wait_until("as configured", || (page.text("#off") == "0").then_some(()));
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn an_operator_forces_a_breaker_and_lets_it_go() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Phone) else {
        return;
    };
    let state = || page.text(".breaker[data-name=payments] .state");
    wait_until("the breaker", || {
        page.evaluate::<bool>("!!document.querySelector('.breaker')")
            .then_some(())
    });
    for (action, wanted) in [
        ("force_open", "forced open"),
        ("force_closed", "forced closed"),
    ] {
        page.click(&format!(".breaker button[data-action={action}]"));
        wait_until(wanted, || (state() == wanted).then_some(()));
    }
    page.click(".breaker button[data-action=reset]");
    wait_until("let go", || (!state().contains("forced")).then_some(()));
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn an_operator_resets_counts() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    let retries = || -> u64 {
        page.numbers()["dashboard::shop::report"]["Retries"]
            .parse()
            .expect("a number")
    };
    let before = wait_until("many retries", || {
        Some(retries()).filter(|retries| *retries >= 40)
    });
    page.click(r#"[data-site="dashboard::shop::report"] button[data-path=counts]"#);
    wait_until("the answer", || {
        page.text("#message")
            .contains("begin at zero")
            .then_some(())
    });
    wait_until("fewer", || (retries() < before).then_some(()));
    assert!(page.text("#operators").contains("Counts last reset"));
}

#[test]
fn a_button_that_comes_too_late_is_answered_in_words() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    let button = format!("{NOTE} button[data-action=off]");
    let _: bool = page.evaluate("!!(window.fetch_before = fetch, window.fetch = (path, options) =>
        fetch_before(path, options?.method ? { ...options, body: '{\"name\": \"gone\", \"action\": \"off\"}' } : options))");
    page.click(&button);
    let said = || {
        Some(page.text("#message"))
            .filter(|text| text.contains("`gone` matches no retried function"))
    };
    wait_until("what is wrong", said);
}
