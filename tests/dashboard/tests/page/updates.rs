//! What an update leaves as it is, and what the page says where an update does not come.

use crate::browser::{Page, Size, wait_until};
use crate::server::Server;

/// The page, whose scripts are answered by `answer`, which may ask `before`, the real thing.
fn answered_by(address: &str, answer: &str) -> Option<Page> {
    let page = Page::open(address, Size::Desktop)?;
    let script = format!(
        "!!(window.before = fetch, window.fetch = async (path, options) => {{ {answer} }})"
    );
    let _: bool = page.evaluate(&script);
    Some(page)
}

fn is_hidden(page: &Page, selector: &str) -> bool {
    page.evaluate(&format!("document.querySelector('{selector}').hidden"))
}

/// That the page says so, and that nothing of the answer is on it.
#[track_caller]
fn assert_somebody_else_answers(page: &Page) {
    wait_until("the message", || {
        (!is_hidden(page, "#elsewhere")).then_some(())
    });
    assert!(is_hidden(page, "#offline"));
    assert!(!page.text("body").contains("Please log in"));
    assert!(page.evaluate::<bool>("!!document.querySelector('#summary')"));

    page.click("#operators button[data-action=on]");
    let said = || Some(page.text("#message")).filter(|text| text.contains("was not done"));
    wait_until("that nothing has changed", said);
    assert_eq!(page.text("#operators [aria-pressed=true]"), "As configured");

    let _: bool = page.evaluate("!!(window.fetch = before)");
    wait_until("the program itself", || {
        is_hidden(page, "#elsewhere").then_some(())
    });
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn a_login_that_answers_instead_is_said_and_not_shown() {
    let server = Server::start();
    for status in [200, 401, 403] {
        let login =
            format!("return new Response('<h1>Please log in</h1>', {{ status: {status} }})");
        let Some(page) = answered_by(server.login(), &login) else {
            return;
        };
        assert_somebody_else_answers(&page);
    }
}

#[test]
fn a_login_that_the_program_leads_to_is_said_and_not_shown() {
    let server = Server::start();
    let login = format!(
        "return before('{}', {{ ...options, method: 'GET', body: undefined }})",
        server.login()
    );
    let Some(page) = answered_by(server.login(), &login) else {
        return;
    };
    assert_somebody_else_answers(&page);
}

#[test]
fn a_proxy_without_the_program_is_nobody() {
    let server = Server::start();
    let proxy = "return new Response('Bad Gateway', { status: 502 })";
    let Some(page) = answered_by(server.login(), proxy) else {
        return;
    };
    wait_until("the message", || {
        (!is_hidden(&page, "#offline")).then_some(())
    });
    assert!(is_hidden(&page, "#elsewhere"));
    page.click("#operators button[data-action=on]");
    let said = || Some(page.text("#message")).filter(|text| text.contains("or not"));
    wait_until("that nobody knows", said);
}

#[test]
fn the_focus_stays_where_a_row_is_moved() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    let is_kept: bool = page.evaluate(
        "(() => {
            const fresh = live.cloneNode(true);
            const [first] = fresh.querySelectorAll('tbody');
            first.parentElement.append(first);
            const button = live.querySelector('tbody button');
            button.focus();
            show(fresh);
            return document.activeElement === button && !live.querySelector('tbody').contains(button);
        })()",
    );
    assert!(is_kept);
}

#[test]
fn cards_do_not_move_under_a_hand() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    let orders: [Vec<String>; 3] = page.evaluate(
        "(() => {
            const fresh = live.cloneNode(true);
            const card = fresh.querySelector('.breaker');
            const other = card.cloneNode(true);
            other.dataset.key = 'other';
            const shown = () => {
                show(fresh.cloneNode(true));
                return [...live.querySelectorAll('.breaker')].map(card => card.dataset.key);
            };
            card.after(other);
            const before = shown();
            card.before(other);
            live.querySelector('.breaker button').focus();
            const under_a_hand = shown();
            document.activeElement.blur();
            return [before, under_a_hand, shown()];
        })()",
    );
    let [before, under_a_hand, later] = orders;
    assert_eq!(before.len(), 2);
    assert_eq!(under_a_hand, before);
    assert_ne!(later, before);
}

#[test]
fn functions_with_the_same_name_at_the_same_place_all_stay() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let rows: [u32; 3] = page.evaluate(
        "(() => {
            const fresh = live.cloneNode(true);
            const [first] = fresh.querySelectorAll('tbody');
            first.after(first.cloneNode(true));
            const rows = of => of.querySelectorAll('tbody').length;
            return [rows(fresh), ...[1, 2].map(() => { show(fresh.cloneNode(true)); return rows(live); })];
        })()",
    );
    assert_eq!(rows, [rows[0]; 3]);
}
