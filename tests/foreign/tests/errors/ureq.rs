//! Requests over HTTP that block.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use reattempt::classify::http_1::CheckStatus;
use reattempt::{Class, Classify};
use ureq::{Agent, Body, Error, Timeout};

const REQUEST_LIMIT: Duration = Duration::from_millis(200);

fn get(address: impl std::fmt::Display) -> Result<http::Response<Body>, Error> {
    ureq::get(format!("http://{address}/")).call()
}

#[test]
fn refused() {
    let error = get(nobody()).expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert_eq!(error.kind(), "ureq::Error");
}

#[test]
fn no_such_name() {
    let error = get("reattempt.invalid").expect_err("no such name");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());

    assert_eq!(Error::HostNotFound.classify(), Class::Unsent);
}

#[test]
fn hung_up_before_the_reply() {
    for reply in ["", "H"] {
        let error = get(hangs_up_after("", reply)).expect_err("there is no reply");
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[test]
fn hung_up_within_the_body() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let mut response = get(hangs_up_after("", reply)).expect("a head");
    let error = response
        .body_mut()
        .read_to_string()
        .expect_err("the body is cut");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn a_reply_that_is_no_http() {
    let error = get(hangs_up_after("", "220 ready\r\n\r\n")).expect_err("no HTTP");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[test]
fn timed_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(REQUEST_LIMIT))
        .build()
        .into();
    let error = agent
        .get(format!("http://{address}/"))
        .call()
        .expect_err("nobody accepts");

    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(error.classify(), Class::Transient);
    assert!(!error.is_unprocessed());
}

#[test]
fn timed_out_before_there_was_a_connection() {
    for timeout in [Timeout::Resolve, Timeout::Connect] {
        assert_eq!(Error::Timeout(timeout).classify(), Class::Unsent);
    }
}

#[test]
fn an_error_status() {
    for (reply, class) in [
        (
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
            Class::Throttled,
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
            Class::Transient,
        ),
        (
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            Class::Permanent,
        ),
    ] {
        let error = get(hangs_up_after("", reply)).expect_err("an error status");
        assert_eq!(error.classify(), class, "{reply}");
    }
}

#[test]
fn an_error_status_with_a_hint() {
    let reply = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let response = agent
        .get(format!("http://{}/", hangs_up_after("", reply)))
        .call()
        .expect("a response");
    let error = response.check_status().expect_err("an error status");

    assert_eq!(error.classify(), Class::Throttled);
    assert_eq!(Classify::retry_after(&error), Some(Duration::from_secs(7)));
}

#[test]
fn a_request_that_cannot_be_made() {
    for error in [
        ureq::get("nothing").call().expect_err("no host"),
        ureq::get(format!("https://{}/", hangs_up_after("", "")))
            .call()
            .expect_err("no TLS is built in"),
    ] {
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    }
}

#[test]
fn an_io_error_that_carries_one_is_judged_by_it() {
    let error = Error::StatusCode(429).into_io();
    assert_eq!(error.kind(), io::ErrorKind::Other);
    assert_eq!(error.classify(), Class::Throttled);

    let error: Box<dyn std::error::Error> = Error::StatusCode(503).into();
    assert_eq!(error.classify(), Class::Transient);
}
