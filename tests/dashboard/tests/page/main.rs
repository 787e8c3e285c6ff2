//! What somebody sees who opens the dashboard, in a real browser.

mod browser;
mod formats;
mod operators;
mod server;
mod updates;

use std::collections::BTreeSet;

use browser::{Page, Size, wait_until};
use server::Server;

const SITES: [&str; 6] = [
    "dashboard::shop::charge",
    "dashboard::shop::note",
    "dashboard::shop::price",
    "dashboard::shop::report",
    "dashboard::shop::search",
    "dashboard::shop::stock",
];

#[test]
fn numbers_move_without_loading_the_page_again() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let _: bool = page.evaluate("window.still_the_same_page = true");
    let retries = |site: &str| {
        page.numbers()[site]["Retries"]
            .parse::<u64>()
            .expect("a number")
    };

    let site = "dashboard::shop::report";
    // The pictures first: what moves between them and the number is in the number only.
    let [title, table] = ["h1", "#sites"].map(|part| page.picture(part));
    let before = retries(site);
    wait_until("more retries", || (retries(site) > before).then_some(()));
    assert!(page.picture("#sites") != table, "the table looks as before");
    assert!(page.picture("h1") == title, "the title looks different");
    assert!(page.evaluate::<bool>("window.still_the_same_page"));
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn every_site_is_shown() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let numbers = page.numbers();
    let shown: BTreeSet<_> = numbers.keys().map(String::as_str).collect();
    assert!(shown.is_superset(&SITES.into()), "{shown:?}");
}

#[test]
fn nothing_is_wider_than_a_phone() {
    let server = Server::start();
    for address in [server.page(), server.login()] {
        let Some(page) = Page::open(address, Size::Phone) else {
            return;
        };
        wait_for_an_error(&page);
        let fits: bool =
            page.evaluate("(say('x'.repeat(300)), message.scrollWidth <= message.clientWidth)");
        assert!(fits);
        let _: u32 = page.evaluate(
            "[...document.querySelectorAll('details')].map(details => details.open = true).length",
        );

        assert_eq!(page.evaluate::<u32>("innerWidth"), 390);
        assert!(page.evaluate::<u32>("document.documentElement.scrollWidth") <= 390);
        // Nothing is cut off either, but for the names of columns, which are only read aloud.
        let outside: Vec<String> = page.evaluate(
            "[...document.querySelectorAll('body *:not(thead, thead *)')]
                .filter(element => element.getBoundingClientRect().right > innerWidth)
                .map(element => element.outerHTML)",
        );
        assert_eq!(outside, [""; 0]);
        assert_eq!(page.errors(), [""; 0]);
    }
}

#[test]
fn texts_from_outside_are_texts() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let label = r#"<b>hats</b> & "shirts""#;
    let shown = || page.text("main").contains(label);
    wait_until("what a customer has searched for", || shown().then_some(()));
    let elements = "[...document.querySelectorAll('main b')].map(element => element.textContent)";
    let elements: Vec<String> = page.evaluate(elements);
    assert!(!elements.iter().any(|text| text == "hats"), "{elements:?}");
    assert_eq!(page.errors(), [""; 0]);
}

#[test]
fn what_is_open_stays_open_while_numbers_move() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    wait_for_an_error(&page);
    page.click("[data-site='dashboard::shop::report'] summary");
    let numbers = page.numbers();
    wait_until("other numbers", || {
        (page.numbers() != numbers).then_some(())
    });
    let open = "[...document.querySelectorAll('details[open]')]
        .map(details => details.closest('[data-site]').dataset.site)";
    assert_eq!(
        page.evaluate::<Vec<String>>(open),
        ["dashboard::shop::report"]
    );
}

#[test]
fn the_page_says_when_its_numbers_are_old() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let is_hidden = || page.evaluate::<bool>("document.querySelector('#offline').hidden");
    assert!(is_hidden());
    drop(server);
    wait_until("the message", || (!is_hidden()).then_some(()));
}

#[test]
fn text_can_be_read_by_day_and_by_night() {
    let server = Server::start();
    let Some(page) = Page::open(server.login(), Size::Desktop) else {
        return;
    };
    wait_for_an_error(&page);
    for scheme in ["light", "dark"] {
        page.prefer_color_scheme(scheme);
        let is_dark = page.evaluate::<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        assert_eq!(is_dark, scheme == "dark");
        let too_weak: Vec<String> = page.evaluate(include_str!("contrast.js"));
        assert_eq!(too_weak, [""; 0], "{scheme}");
    }
}

fn wait_for_an_error(page: &Page) {
    wait_until("an error", || {
        let there_is = "!!document.querySelector('#sites li')";
        page.evaluate::<bool>(there_is).then_some(())
    });
}
