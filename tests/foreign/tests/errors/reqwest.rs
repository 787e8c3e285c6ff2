//! Requests over HTTP.

use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use reattempt::classify::http_1::CheckStatus;
use reattempt::{Class, Classify};
use reqwest::{Client, Error, Response};

const REQUEST_LIMIT: Duration = Duration::from_millis(200);

async fn get(address: impl std::fmt::Display) -> Result<Response, Error> {
    Client::new().get(format!("http://{address}/")).send().await
}

#[tokio::test]
async fn a_refused_connection_of_reqwest_is_unsent() {
    let error = get(nobody()).await.expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(error.kind(), "reqwest::Error");
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_unsent_in_reqwest() {
    let error = get("reattempt.invalid").await.expect_err("no such name");
    assert_eq!(error.classify(), Class::Unsent);
}

#[tokio::test]
async fn an_http_server_that_hangs_up_before_its_reply_is_transient() {
    let address = hangs_up_after("", "H");
    let error = get(address).await.expect_err("there is no reply");
    assert_eq!(error.classify(), Class::Transient);
}

#[tokio::test]
async fn an_http_server_that_hangs_up_within_the_body_is_transient() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let response = get(hangs_up_after("", reply)).await.expect("a head");
    let error = response.bytes().await.expect_err("the body is cut");
    assert_eq!(error.classify(), Class::Transient);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_permanent_in_reqwest() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{";
    let response = get(hangs_up_after("", reply)).await.expect("a head");
    let error = response
        .json::<serde_json::Value>()
        .await
        .expect_err("no JSON");
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn a_reply_to_reqwest_that_is_no_http_is_permanent() {
    let error = get(hangs_up_after("", "220 ready\r\n\r\n"))
        .await
        .expect_err("no HTTP");
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn a_request_of_reqwest_that_timed_out_is_transient() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let error = Client::new()
        .get(format!("http://{address}/"))
        .timeout(REQUEST_LIMIT)
        .send()
        .await
        .expect_err("nobody accepts");
    assert_eq!(error.classify(), Class::Transient);
}

#[tokio::test]
async fn a_request_that_reqwest_cannot_build_is_permanent() {
    let error = get("").await.expect_err("no host");
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn an_error_status_is_classified_by_its_number_in_reqwest() {
    for (reply, class) in [
        (
            "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n",
            Class::Transient,
        ),
        (
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
            Class::Throttled,
        ),
        (
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            Class::Permanent,
        ),
    ] {
        let response = get(hangs_up_after("", reply)).await.expect("a response");
        let error = response.error_for_status().expect_err("an error status");
        assert_eq!(error.classify(), class, "{reply}");
    }
}

#[tokio::test]
async fn an_error_status_with_a_retry_after_is_throttled() {
    let reply = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
    let response = get(hangs_up_after("", reply)).await.expect("a response");
    let error = response.check_status().expect_err("an error status");

    assert_eq!(error.classify(), Class::Throttled);
    assert_eq!(Classify::retry_after(&error), Some(Duration::from_secs(7)));
}
