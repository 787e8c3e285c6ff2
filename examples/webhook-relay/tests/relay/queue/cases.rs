//! What becomes of accepted webhooks, whatever happens to the relay: the same with each engine.

use serde_json::{Value, json};
use webhook_relay::demo::program::until;
use webhook_relay::demo::receiver::Answer;
use webhook_relay::demo::{http, load};

use super::store::Store;
use crate::support::{executable, receiver};

/// So slow that each webhook waits in the queue.
pub(crate) fn patient() -> Value {
    json!({
        "enabled": true, "max_attempts": 30, "initial_delay": "3s", "max_delay": "3s", "jitter": "none", "breaker_open_for": "500ms",
    })
}

pub(crate) async fn webhooks_survive_sigkill_and_arrive_with_their_keys(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    for key in ["a", "b", "c"] {
        let answered = relay.send("a", key).await.unwrap();
        assert_eq!((answered.code, &*answered.status), (202, "accepted"));
    }

    let all = until("three wait", async || relay.waiting().await == Some(3));
    all.await.unwrap();
    relay.kill().await.unwrap();
    let before = ["a", "b", "c"].map(|key| (key, receiver.requests_for(key)));
    receiver.answers(|_, _| Answer::Taken);
    relay.restart().await.unwrap();

    until("all are delivered", async || receiver.taken() == 3)
        .await
        .unwrap();
    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();
    for (key, requests) in before {
        assert_eq!(receiver.requests_for(key), requests + 1, "{key}");
    }
}

/// A job that was given out is given out again once its worker has been silent for a while.
pub(crate) async fn an_attempt_that_sigkill_has_cut_short_is_made_again(store: &Store) {
    let receiver = receiver(|_, request| match request {
        1 => Answer::Status(503),
        2 => Answer::Slow(std::time::Duration::from_mins(1)),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    relay.send("a", "key").await.unwrap();

    let begun = until("the second attempt", async || {
        receiver.requests_for("key") == 2
    });
    begun.await.unwrap();
    relay.kill().await.unwrap();
    relay.restart().await.unwrap();

    let made = until("the third attempt", async || {
        receiver.requests_for("key") == 3
    });
    made.await.unwrap();
    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();
}

pub(crate) async fn sigterm_lets_attempts_end_and_loses_nothing(store: &Store) {
    let receiver = receiver(|_, request| match request {
        1 => Answer::Status(503),
        _ => Answer::Slow(std::time::Duration::from_secs(2)),
    });
    let receiver = receiver.await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    relay.send("a", "key").await.unwrap();

    let begun = until("the second attempt", async || {
        receiver.requests_for("key") == 2
    });
    begun.await.unwrap();
    relay.terminate().await.unwrap();
    relay.restart().await.unwrap();

    assert_eq!(relay.depth().await.unwrap().waiting, 0);
    assert_eq!((receiver.requests(), receiver.taken()), (2, 1));
}

pub(crate) async fn a_dead_letter_is_listed_shown_and_driven_again(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(500)).await;
    let retry = json!({ "enabled": true, "max_attempts": 2, "initial_delay": "10ms" });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;
    for key in ["x", "y"] {
        assert_eq!(relay.send("a", key).await.unwrap().status, "dead");
    }

    let letters = relay.get("dead-letters").await.unwrap();
    assert_eq!(letters.as_array().unwrap().len(), 2, "{letters}");
    let letter = relay.get("dead-letters/a/x").await.unwrap();
    assert_eq!(letter["delivery"]["payload"], json!({ "event": "x" }));
    assert_eq!(letter["delivery"]["attempts"], 2);
    assert_eq!(letter["reason"], "attempts");

    // It dies again, and is there once.
    relay.post("dead-letters/a/x/redrive").await.unwrap();
    let again = until("two attempts more", async || {
        receiver.requests_for("x") == 4
    });
    again.await.unwrap();
    until("it is dead", async || {
        relay.depth().await.unwrap().dead == 2
    })
    .await
    .unwrap();

    receiver.answers(|_, _| Answer::Taken);
    relay.post("dead-letters/redrive").await.unwrap();
    until("both are delivered", async || receiver.taken() == 2)
        .await
        .unwrap();
    assert_eq!(relay.depth().await.unwrap().dead, 0);
    assert_eq!(relay.post("dead-letters/a/x/redrive").await.unwrap(), 404);
}

/// The sender uses the key of a dead letter that was driven again, and died again.
pub(crate) async fn a_key_that_died_before_is_driven_again(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    assert_eq!(relay.send("a", "x").await.unwrap().status, "dead");
    relay.post("dead-letters/a/x/redrive").await.unwrap();
    let again = until("it is dead again", async || {
        let depth = relay.depth().await.unwrap();
        receiver.requests() == 2 && (depth.waiting, depth.dead) == (0, 1)
    });
    again.await.unwrap();
    assert_eq!(relay.send("a", "x").await.unwrap().status, "dead");

    receiver.answers(|_, _| Answer::Taken);
    assert_eq!(relay.post("dead-letters/a/x/redrive").await.unwrap(), 202);

    until("it is delivered", async || receiver.taken() == 1)
        .await
        .unwrap();
    assert_eq!(relay.depth().await.unwrap().dead, 0);
}

pub(crate) async fn a_breaker_keeps_attempts_from_a_destination_that_is_down(store: &Store) {
    let receiver = receiver(|path, _| match path {
        "down" => Answer::Status(503),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let retry = json!({ "enabled": true, "initial_delay": "1h", "max_delay": "1h", "breaker_open_for": "1m" });
    let webhooks = vec![
        http(&receiver, "down", &retry),
        http(&receiver, "up", &retry),
    ];
    let relay = store.start(webhooks).await;

    for key in 0..20 {
        let answered = relay.send("down", &format!("{key}")).await.unwrap();
        assert_eq!(answered.code, 202);
    }

    assert_eq!(receiver.requests(), 5, "then it is open");
    assert_eq!(relay.send("up", "other").await.unwrap().code, 200);
    let status = relay.get("status").await.unwrap();
    assert_eq!(status["webhooks"][0]["breaker"], "open", "{status}");
    assert_eq!(status["webhooks"][0]["refusals"], 15, "{status}");
    assert_eq!(status["waiting"], 20, "{status}");
}

/// A sender that did not hear the answer sends again.
pub(crate) async fn what_is_sent_twice_is_in_the_queue_once(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let retry = json!({ "enabled": true, "initial_delay": "1h", "max_delay": "1h" });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;

    for _ in 0..2 {
        assert_eq!(relay.send("a", "key").await.unwrap().status, "accepted");
    }

    assert_eq!(relay.depth().await.unwrap().waiting, 1);
}

/// Ten that fail at first, of which the breaker keeps most from their second attempt for a while.
pub(crate) async fn while_a_breaker_is_open_no_attempt_is_counted(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let retry = json!({
        "enabled": true, "max_attempts": 5, "initial_delay": "2500ms", "max_delay": "2500ms", "jitter": "none", "breaker_open_for": "1s",
    });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;
    for key in 0..10 {
        let answered = relay.send("a", &format!("{key}")).await.unwrap();
        assert_eq!(answered.status, "accepted", "{answered:?}");
    }

    let probes = until("three probes", async || receiver.requests() >= 5 + 3);
    probes.await.unwrap();
    receiver.answers(|_, _| Answer::Taken);

    until("all are delivered", async || receiver.taken() == 10)
        .await
        .unwrap();
    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();
    assert_eq!(relay.depth().await.unwrap().dead, 0);
}

pub(crate) async fn of_many_webhooks_none_is_lost_when_relays_are_killed(
    store: &Store,
    relays: usize,
) {
    let figures = load::send(executable(), 500, Some(&store.url()), relays)
        .await
        .unwrap();

    assert_eq!(figures.delivered + figures.dead, 500, "{figures}");
}
