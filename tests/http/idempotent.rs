//! Requests that must not take effect twice: `idempotent = false`, and idempotency keys.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::{Fault, FetchError, Server, Starting, client, secs, timed};
use reattempt::classify::http_1::CheckStatus;
use reattempt::{Class, Classify, RetryError, StopReason, retry};
use reqwest::Client;

#[retry(jitter = "none", idempotent = false)]
async fn order(client: &Client, url: &str) -> Result<String, RetryError<FetchError>> {
    let response = client.post(url).body("a chair").send().await?;
    Ok(response.check_status()?.text().await?)
}

#[tokio::test]
async fn a_post_that_was_not_sent_is_repeated() {
    let starting = Starting::new();
    let (number, waits) = timed(order(&client(), &starting.url())).await;

    let error = number.expect_err("it never listens");
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::Attempts)
    );
    assert_eq!(waits, [1, 2].map(secs));
}

#[tokio::test]
async fn a_post_that_was_throttled_is_repeated() {
    let server = Server::in_turn(&[(429, &[]), (429, &[("retry-after", "7")]), (200, &[])]);
    let (number, waits) = timed(order(&client(), &server.url())).await;

    assert!(number.is_ok());
    assert_eq!(server.requests(), 3);
    assert_eq!(waits, [4, 7].map(secs));
}

#[tokio::test]
async fn a_post_whose_connection_broke_off_is_not_repeated() {
    for fault in [Fault::Reset, Fault::Cut, Fault::Stall] {
        let server = Server::broken(&[fault]).await;
        let (number, waits) = timed(order(&client(), &server.url())).await;

        let error = number.expect_err("it breaks off");
        assert_eq!(error.classify(), Class::Transient, "{fault:?}");
        assert_eq!(error.reason(), StopReason::Permanent, "{fault:?}");
        assert_eq!((server.requests(), waits), (1, vec![]), "{fault:?}");
    }
}

#[tokio::test]
async fn a_post_that_was_answered_by_503_with_a_retry_after_is_not_repeated() {
    let server = Server::start(move |_, _| (503, &[("retry-after", "7")]));
    let (number, waits) = timed(order(&client(), &server.url())).await;

    assert_eq!(number.expect_err("throttled").classify(), Class::Throttled);
    assert_eq!((server.requests(), waits), (1, vec![]));
}

#[tokio::test]
async fn a_post_that_was_answered_by_a_transient_status_is_not_repeated() {
    for status in [408, 500, 502, 503, 504] {
        let server = Server::start(move |_, _| (status, &[]));
        let (number, waits) = timed(order(&client(), &server.url())).await;

        let error = number.expect_err("an error status");
        assert_eq!(error.classify(), Class::Transient, "{status}");
        assert_eq!((server.requests(), waits), (1, vec![]), "{status}");
    }
}

#[retry(max_attempts = 4, attempt = attempt)]
async fn order_with_key(client: &Client, url: &str) -> Result<String, FetchError> {
    let request = client.post(url).body("a chair");
    let request = request.header("Idempotency-Key", attempt.key().to_string());
    Ok(request.send().await?.check_status()?.text().await?)
}

#[tokio::test]
async fn the_key_of_an_attempt_tells_repeated_requests_from_new_ones() {
    let requests_by_key = Arc::new(Mutex::new(BTreeMap::<_, usize>::new()));
    let orders = requests_by_key.clone();
    let server = Server::start(move |_, headers| {
        let mut orders = orders.lock().expect("no panic");
        let key = headers["idempotency-key"].as_bytes().to_vec();
        let requests = orders.entry(key).or_default();
        *requests += 1;
        // Booked at the first one, and yet the client gets to know of it late.
        if *requests < 3 {
            (500, &[])
        } else {
            (200, &[])
        }
    });

    let client = client();
    for _ in 0..2 {
        let (number, _) = timed(order_with_key(&client, &server.url())).await;
        assert!(number.is_ok());
    }

    let orders = requests_by_key.lock().expect("no panic");
    assert_eq!(orders.values().copied().collect::<Vec<_>>(), [3, 3]);
}
