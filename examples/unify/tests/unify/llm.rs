//! The model: its waits, its quota of tokens, and the smaller model after the last attempt.

use std::num::NonZeroU32;
use std::time::Duration;

use unify::clients::llm::Llm;
use unify::error::CallError;
use unify::far::http::HttpServer;
use unify::far::{Fault, Faults};
use unify::guards::Guards;

use crate::support::{UNAVAILABLE, at_once, context, endpoint, gaps, http, requests};

fn llm(server: &HttpServer, faults: Faults, tokens_per_minute: u32) -> Llm {
    let quota = NonZeroU32::new(tokens_per_minute).unwrap();
    Llm::new(
        endpoint(server, faults),
        Guards::new("llm of a test"),
        quota,
    )
}

#[tokio::test]
async fn the_wait_that_the_server_asks_for_is_kept() {
    let server = http().await;
    let wait = Duration::from_secs(2);
    let llm = llm(&server, Faults::first([Fault::Throttle(wait)]), 10_000);

    let answer = llm.answer(&context(), "Hello").await.unwrap();

    assert_eq!(answer.model, "large");
    assert_eq!(requests(&server), 2);
    assert!(gaps(&server)[0] >= wait, "{:?}", gaps(&server));
}

#[tokio::test]
async fn after_the_last_attempt_a_smaller_model_is_asked_once() {
    let server = http().await;
    let llm = llm(&server, Faults::first([UNAVAILABLE; 4]), 10_000);

    let answer = at_once(llm.answer(&context(), "Hello")).await.unwrap();

    assert_eq!(answer.model, "small");
    assert_eq!(requests(&server), 4 + 1);
}

#[tokio::test]
async fn where_the_circuit_is_open_only_the_smaller_model_is_asked() {
    let server = http().await;
    let guards = Guards::new("open");
    guards.breaker.force_open();
    let quota = NonZeroU32::new(10_000).unwrap();
    let llm = Llm::new(endpoint(&server, Faults::first([])), guards, quota);

    let answer = llm.answer(&context(), "Hello").await.unwrap();

    assert_eq!(answer.model, "small");
    assert_eq!(requests(&server), 1);
}

#[tokio::test]
async fn where_no_model_answers_the_error_is_that_of_the_large_one() {
    let server = http().await;
    let faults = [
        UNAVAILABLE,
        UNAVAILABLE,
        UNAVAILABLE,
        Fault::Status(502),
        Fault::Status(404),
    ];
    let llm = llm(&server, Faults::first(faults), 10_000);

    let error = at_once(llm.answer(&context(), "Hello")).await.unwrap_err();

    assert_eq!(error.to_string(), "HTTP status 502 Bad Gateway");
    assert_eq!(requests(&server), 5);
}

#[tokio::test]
async fn what_is_wrong_with_the_request_is_wrong_for_every_model() {
    let server = http().await;
    let llm = llm(&server, Faults::always(Fault::Status(400)), 10_000);

    at_once(llm.answer(&context(), "Hello")).await.unwrap_err();

    assert_eq!(requests(&server), 1);
}

/// A thousand tokens a second, of which a long prompt takes those of the first minute.
#[tokio::test]
async fn each_attempt_waits_for_the_tokens_that_it_costs() {
    let server = http().await;
    let llm = llm(&server, Faults::first([Fault::None, UNAVAILABLE]), 60_000);
    let long = "word".repeat(59_900);
    let short = "word".repeat(650);

    llm.complete(&context(), &long).await.unwrap();
    at_once(llm.complete(&context(), &short)).await.unwrap();

    let gaps = gaps(&server);
    assert_eq!(gaps.len(), 2);
    // 701 tokens each, of which 50 were left at first.
    assert!(gaps[0] >= Duration::from_millis(550), "{gaps:?}");
    assert!(gaps[1] >= Duration::from_millis(600), "{gaps:?}");
}

#[tokio::test]
async fn a_prompt_that_no_minute_has_tokens_for_is_not_sent() {
    let server = http().await;
    let llm = llm(&server, Faults::first([]), 1000);
    let prompt = "word".repeat(1000);

    let error = llm.answer(&context(), &prompt).await.unwrap_err();

    assert!(
        matches!(error, CallError::TooLong { tokens: 1051 }),
        "{error:?}"
    );
    assert_eq!(requests(&server), 0);
}
