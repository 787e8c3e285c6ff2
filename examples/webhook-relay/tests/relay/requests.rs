//! What a sender is answered, and what the destination has seen by then.

use std::time::{Duration, Instant};

use serde_json::json;
use webhook_relay::demo::http;
use webhook_relay::demo::program::{TOKEN, until};
use webhook_relay::demo::receiver::Answer;

use crate::support::{receiver, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_is_delivered_at_once_or_after_a_retry_within_the_deadline() {
    let receiver = receiver(|_, request| match request {
        1 | 2 => Answer::Status(503),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let retry = json!({ "enabled": true, "initial_delay": "50ms" });
    let relay = start(vec![http(&receiver, "a", &retry)]).await;

    let answered = relay.send("a", "key").await.unwrap();

    assert_eq!((answered.code, &*answered.status), (200, "delivered"));
    assert_eq!(answered.note, "after 3 attempts");
    assert_eq!(receiver.requests_for("key"), 3);
    let metrics = relay.get_text("metrics").await.unwrap();
    for line in [
        r#"webhook_retry_attempts_total{webhook="a"} 2"#,
        r#"webhook_retry_success_total{webhook="a"} 1"#,
        r#"webhook_retry_duration_seconds_count{webhook="a"} 1"#,
    ] {
        assert!(metrics.contains(line), "{metrics}");
    }
    let log = relay.log();
    for line in ["attempt started", "will retry", "succeeded after 2 retries"] {
        assert!(log.contains(line), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_retry_block_there_is_one_attempt() {
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let relay = start(vec![http(&receiver, "a", &json!({}))]).await;

    let answered = relay.send("a", "key").await.unwrap();

    assert_eq!((answered.code, &*answered.status), (202, "dead"));
    assert_eq!(receiver.requests_for("key"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_errors_decide_what_is_retried() {
    let receiver = receiver(|path, request| match (path, request) {
        ("refused", 1) => Answer::Status(401),
        ("refused", _) => Answer::Taken,
        _ => Answer::Status(503),
    });
    let receiver = receiver.await;
    let refused = json!({
        "enabled": true, "initial_delay": "10ms",
        "retryable_errors": ["AuthenticationError"], "non_retryable_errors": [],
    });
    let server = json!({ "enabled": true, "non_retryable_errors": ["ServerError"] });
    let webhooks = vec![
        http(&receiver, "refused", &refused),
        http(&receiver, "server", &server),
    ];
    let relay = start(webhooks).await;

    let answered = relay.send("refused", "a").await.unwrap();
    assert_eq!((answered.code, receiver.requests_for("a")), (200, 2));

    let answered = relay.send("server", "b").await.unwrap();
    assert_eq!((&*answered.status, receiver.requests_for("b")), ("dead", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_and_goes_nowhere() {
    let receiver = receiver(|_, _| Answer::Taken).await;
    let relay = start(vec![http(&receiver, "a", &json!({}))]).await;

    let large = format!("\"{}\"", "x".repeat(300 * 1024));
    for (webhook, key, token, body, code) in [
        ("b", None, TOKEN, "{}", 404),
        ("a", None, "wrong", "{}", 401),
        ("a", None, "", "{}", 401),
        ("a", None, TOKEN, "{", 400),
        ("a", Some("a key"), TOKEN, "{}", 400),
        ("a", None, TOKEN, &large, 413),
    ] {
        let answered = relay.send_as(webhook, key, token, body).await.unwrap();
        assert_eq!(
            (answered.code, &*answered.status),
            (code, "error"),
            "{answered:?}"
        );
    }
    assert_eq!(receiver.requests(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_does_not_wait_longer_than_the_deadline() {
    let receiver = receiver(|_, request| match request {
        1 => Answer::Slow(Duration::from_secs(20)),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let retry = json!({ "enabled": true, "initial_delay": "10ms", "timeout": "10s" });
    let relay = start(vec![http(&receiver, "a", &retry)]).await;

    let start = Instant::now();
    let answered = relay.send("a", "key").await.unwrap();

    assert_eq!((answered.code, &*answered.status), (202, "accepted"));
    assert!(
        start.elapsed() < Duration::from_secs(9),
        "{:?}",
        start.elapsed()
    );
    let again = until("the second attempt", async || {
        receiver.requests_for("key") == 2
    });
    again.await.unwrap();
}
