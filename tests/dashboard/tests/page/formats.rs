//! What programs are told, and that it is what the page says.

use std::collections::BTreeMap;

use prometheus_parse::{LineInfo, Scrape, Value as Sample};
use reqwest::{Client, header::CONTENT_TYPE};
use serde_json::Value;
use tokio::runtime::Builder;

use crate::{
    SITES,
    browser::{Page, Size, wait_until},
    server::Server,
};

/// The content type and the text at `url`.
fn get(url: &str) -> (String, String) {
    let response = async {
        let response = client().get(url).send().await?.error_for_status()?;
        let content_type = response.headers()[CONTENT_TYPE].clone();
        Ok((content_type, response.text().await?))
    };
    let (content_type, text) = block_on(response);
    (content_type.to_str().unwrap().to_owned(), text)
}

fn switch_fault_on(server: &Server) {
    let form = client().post(server.url("/fault")).body("fault=on");
    let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    block_on(async { form.send().await?.error_for_status() });
}

fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

fn block_on<T>(response: impl Future<Output = reqwest::Result<T>>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(response).unwrap()
}

#[test]
fn metrics_are_prometheus_text() {
    let server = Server::start();
    switch_fault_on(&server);
    let url = server.url("/metrics");
    let failed = |text: &str, site: &str| {
        let scrape = Scrape::parse(text.lines().map(|line| Ok(line.to_owned()))).unwrap();
        scrape.samples.iter().any(|sample| {
            sample.metric == "reattempt_attempts_total"
                && sample.labels.get("name") == Some(site)
                && matches!(sample.value, Sample::Counter(attempts) if attempts >= 1.0)
        })
    };
    let text = wait_until("all sites", || {
        let (content_type, text) = get(&url);
        assert_eq!(content_type, "text/plain; version=0.0.4; charset=utf-8");
        SITES.iter().all(|site| failed(&text, site)).then_some(text)
    });
    for line in text.lines().filter(|line| !line.is_empty()) {
        assert_ne!(LineInfo::parse(line), LineInfo::Ignored, "{line}");
    }
}

/// How often each site has retried.
fn retries_in_json(url: &str) -> BTreeMap<String, u64> {
    let (content_type, text) = get(url);
    assert_eq!(content_type, "application/json");
    let all: Value = serde_json::from_str(&text).unwrap();
    let sites = all["sites"].as_array().unwrap();
    let retries = |site: &Value| {
        let name = site["name"].as_str().unwrap().to_owned();
        (name, site["counts"]["retries"].as_u64().unwrap())
    };
    sites.iter().map(retries).collect()
}

#[test]
fn json_agrees_with_the_page() {
    let server = Server::start();
    let Some(page) = Page::open(server.page(), Size::Desktop) else {
        return;
    };
    let retries_on_page = || -> BTreeMap<String, u64> {
        let number = |(site, numbers): (String, BTreeMap<String, String>)| {
            (site, numbers["Retries"].parse().unwrap())
        };
        page.numbers().into_iter().map(number).collect()
    };
    let is_at_least = |one: &BTreeMap<_, u64>, other: &BTreeMap<_, u64>| {
        one.keys().eq(other.keys())
            && one
                .values()
                .zip(other.values())
                .all(|(one, other)| one >= other)
    };

    // Numbers grow: the page has them all soon after, and not more than there are then.
    let url = server.url("/retries/sites.json");
    let before = wait_until("retries", || {
        let retries = retries_in_json(&url);
        retries
            .values()
            .any(|retries| *retries > 0)
            .then_some(retries)
    });
    let shown = wait_until("the same on the page", || {
        Some(retries_on_page()).filter(|shown| is_at_least(shown, &before))
    });
    assert!(is_at_least(&retries_in_json(&url), &shown));
}
