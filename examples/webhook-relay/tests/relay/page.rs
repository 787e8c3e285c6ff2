//! What an operator sees and does, in a real browser.

use std::path::Path;
use std::{env, fs};

use serde_json::json;
use tokio::task::block_in_place;
use webhook_relay::demo::http;
use webhook_relay::demo::program::{Program, until};
use webhook_relay::demo::receiver::{Answer, Receiver};

use crate::browser::{Page, Size, wait_until};
use crate::support::{receiver, start};

/// A destination that is down, with six webhooks that wait, one that refuses two, and one that is well.
async fn bad_day() -> (Receiver, Program) {
    let receiver = receiver(|path, _| match path {
        "down" => Answer::Status(503),
        "invoices" => Answer::Status(500),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let patient = json!({ "enabled": true, "initial_delay": "1h", "max_delay": "1h", "breaker_open_for": "1m" });
    let webhooks = vec![
        http(&receiver, "down", &patient),
        http(&receiver, "invoices", &json!({})),
        http(&receiver, "orders", &json!({ "enabled": true })),
    ];
    let relay = start(webhooks).await;
    for key in 0..6 {
        relay.send("down", &format!("order-{key}")).await.unwrap();
    }
    for key in ["invoice-1", "invoice-2"] {
        relay.send("invoices", key).await.unwrap();
    }
    relay.send("orders", "order-7").await.unwrap();
    (receiver, relay)
}

/// A picture for people, if `SCREENSHOTS` names a directory.
fn keep_picture(page: &Page, name: &str) {
    if let Some(directory) = env::var_os("SCREENSHOTS") {
        let file = Path::new(&directory).join(name);
        fs::write(file, page.picture("html")).expect("a directory");
    }
}

/// The texts of a row of a table.
fn row(page: &Page, table: &str, number: usize) -> Vec<String> {
    page.evaluate(&format!(
        "[...document.querySelectorAll('#{table} tr')[{number}].cells].map(cell => cell.textContent)"
    ))
}

fn wait_for(page: &Page, selector: &str, text: &str) {
    wait_until(&format!("{selector}: {text}"), || {
        (page.text(selector) == text).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_what_waits_and_sends_dead_letters_again() {
    let (receiver, relay) = bad_day().await;
    let url = relay.operators("");
    let Some(page) = block_in_place(|| Page::open(&url, Size::Desktop)) else {
        return;
    };

    block_in_place(|| {
        wait_for(&page, "#waiting", "6");
        wait_for(&page, "#dead", "2");
        wait_for(&page, "#open", "1");
        let down = row(&page, "webhooks", 0);
        assert_eq!(down[..7], ["down", "http", "open", "1", "5", "0", "0"]);
        let orders = row(&page, "webhooks", 2);
        assert_eq!(
            orders[..7],
            ["orders", "http", "closed", "0", "1", "1", "0"]
        );
        let newest = row(&page, "letters", 0);
        assert_eq!(newest[..3], ["invoices", "invoice-2", "1"]);
        assert!(
            newest[3].contains("500 Internal Server Error"),
            "{newest:?}"
        );
        assert_eq!(newest[4], r#"{"event":"invoice-2"}"#);
        keep_picture(&page, "desktop.png");
    });

    receiver.answers(|_, _| Answer::Taken);
    block_in_place(|| {
        page.click("#letters tr:first-child button");
        wait_for(&page, "#dead", "1");
        assert_eq!(row(&page, "letters", 0)[1], "invoice-1");
    });
    let sent = until("it is delivered", async || receiver.taken() == 2);
    sent.await.unwrap();
    block_in_place(|| {
        page.click("#all");
        wait_for(&page, "#dead", "0");
        assert!(page.evaluate::<bool>("document.querySelector('#all').disabled"));
        assert_eq!(page.errors(), [""; 0]);
    });
    let sent = until("both are delivered", async || receiver.taken() == 3);
    sent.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_fits_on_a_phone_and_can_be_read_by_day_and_by_night() {
    let (_receiver, relay) = bad_day().await;
    let url = relay.operators("");
    let Some(page) = block_in_place(|| Page::open(&url, Size::Phone)) else {
        return;
    };

    block_in_place(|| {
        wait_for(&page, "#dead", "2");
        let outside: Vec<String> = page.evaluate(
            "[...document.querySelectorAll('body *')]
                .filter(element => element.getBoundingClientRect().right > innerWidth)
                .map(element => element.outerHTML)",
        );
        assert_eq!(outside, [""; 0]);
        for scheme in ["light", "dark"] {
            page.prefer_color_scheme(scheme);
            let too_weak: Vec<String> = page.evaluate(include_str!(
                "../../../../tests/dashboard/tests/page/contrast.js"
            ));
            keep_picture(&page, &format!("phone-{scheme}.png"));
            assert_eq!(too_weak, [""; 0], "{scheme}");
        }
        assert_eq!(page.errors(), [""; 0]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_when_the_relay_does_not_answer() {
    let (_receiver, relay) = bad_day().await;
    let url = relay.operators("");
    let Some(page) = block_in_place(|| Page::open(&url, Size::Desktop)) else {
        return;
    };

    block_in_place(|| wait_for(&page, "#dead", "2"));
    relay.kill().await.unwrap();
    block_in_place(|| {
        wait_until("the message", || {
            let text = page.text("#problem");
            text.starts_with("The relay does not answer").then_some(())
        });
    });
}
