//! NATS `JetStream`.

use std::time::Duration;

use serde_json::json;
use webhook_relay::demo::http;
use webhook_relay::demo::program::until;
use webhook_relay::demo::receiver::Answer;

use super::cases::{self, patient};
use super::letters;
use super::store::Store;
use crate::support::receiver;

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_survive_sigkill_and_arrive_with_their_keys() {
    let Some(store) = Store::nats() else { return };
    cases::webhooks_survive_sigkill_and_arrive_with_their_keys(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_sigkill_has_cut_short_is_made_again() {
    let Some(store) = Store::nats() else { return };
    cases::an_attempt_that_sigkill_has_cut_short_is_made_again(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_lets_attempts_end_and_loses_nothing() {
    let Some(store) = Store::nats() else { return };
    cases::sigterm_lets_attempts_end_and_loses_nothing(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_is_listed_shown_and_driven_again() {
    let Some(store) = Store::nats() else { return };
    cases::a_dead_letter_is_listed_shown_and_driven_again(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_died_before_is_driven_again() {
    let Some(store) = Store::nats() else { return };
    cases::a_key_that_died_before_is_driven_again(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breaker_keeps_attempts_from_a_destination_that_is_down() {
    let Some(store) = Store::nats() else { return };
    cases::a_breaker_keeps_attempts_from_a_destination_that_is_down(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_in_the_queue_once() {
    let Some(store) = Store::nats() else { return };
    cases::what_is_sent_twice_is_in_the_queue_once(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_breaker_is_open_no_attempt_is_counted() {
    let Some(store) = Store::nats() else { return };
    cases::while_a_breaker_is_open_no_attempt_is_counted(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_webhooks_none_is_lost_when_two_relays_are_killed() {
    let Some(store) = Store::nats() else { return };
    cases::of_many_webhooks_none_is_lost_when_relays_are_killed(&store, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_survive_sigkill_of_the_server_and_are_taken_again_after_it() {
    let Some(store) = Store::nats() else { return };
    let Store::Nats(server) = &store else { return };
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    for key in ["a", "b", "c"] {
        assert_eq!(relay.send("a", key).await.unwrap().status, "accepted");
    }

    server.kill();
    // It cannot be written to the disk, so the sender has to send it again.
    assert_eq!(relay.send("a", "d").await.unwrap().code, 500);
    receiver.answers(|_, _| Answer::Taken);
    server.restart();

    until("three are delivered", async || receiver.taken() >= 3)
        .await
        .unwrap();
    relay.send_until_taken("a", "d").await.unwrap();
    until("all are delivered", async || receiver.taken() == 4)
        .await
        .unwrap();
    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_a_relay_whose_server_is_gone() {
    let Some(store) = Store::nats() else { return };
    let Store::Nats(server) = &store else { return };
    let receiver = receiver(|_, _| Answer::Taken).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;

    server.kill();
    let gone = until("the relay has noticed", async || {
        relay.log().contains("event: disconnected")
    });
    gone.await.unwrap();

    relay.terminate().await.unwrap();
}

/// Longer than the server waits for an answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_attempt_is_not_given_to_anybody_else() {
    let Some(store) = Store::nats() else { return };
    let receiver = receiver(|_, request| match request {
        1 => Answer::Status(503),
        _ => Answer::Slow(Duration::from_secs(7)),
    });
    let receiver = receiver.await;
    let retry =
        json!({ "enabled": true, "initial_delay": "3s", "jitter": "none", "timeout": "10s" });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;
    relay.send("a", "key").await.unwrap();

    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();

    assert_eq!(receiver.requests(), 2, "{}", relay.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_of_the_stream_drops_nothing_that_was_accepted() {
    let Some(store) = Store::nats() else { return };
    let receiver = receiver(|_, _| Answer::Status(503)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    store.limit("deliveries", 1).await;

    assert_eq!(relay.send("a", "x").await.unwrap().status, "accepted");
    assert_eq!(relay.send("a", "y").await.unwrap().code, 500);
    receiver.answers(|_, _| Answer::Taken);

    let none = until("none waits", async || relay.waiting().await == Some(0));
    none.await.unwrap();
    assert_eq!(receiver.taken(), 1, "{}", relay.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn dead_letters_are_driven_again_twice_at_once() {
    let Some(store) = Store::nats() else { return };
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    for key in 0..20 {
        relay.send("a", &key.to_string()).await.unwrap();
    }
    receiver.answers(|_, _| Answer::Taken);

    let all = || relay.post("dead-letters/redrive");
    let (one, other) = tokio::join!(all(), all());

    assert_eq!(one.unwrap(), 202);
    assert_eq!(other.unwrap(), 202);
    until("all are delivered", async || receiver.taken() == 20)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_delivery_becomes_a_dead_letter() {
    let Some(store) = Store::nats() else { return };
    letters::what_is_no_delivery_becomes_a_dead_letter(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_with_a_strange_name_is_none() {
    let Some(store) = Store::nats() else { return };
    letters::a_delivery_with_a_strange_name_is_none(&store).await;
}

/// Such as one that somebody else has put there.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_letter_that_is_none_is_listed_with_the_others() {
    let Some(store) = Store::nats() else { return };
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    relay.send("a", "x").await.unwrap();
    store.publish("deliveries-dead.b.c=d", b"strange").await;

    let letters = relay.get("dead-letters").await.unwrap();

    assert_eq!(letters.as_array().unwrap().len(), 2, "{letters}");
    assert_eq!(letters[1]["delivery"]["id"], "x", "{letters}");
    let delivery = json!({ "webhook": "b", "id": "c.d", "payload": "strange" });
    for key in ["webhook", "id", "payload"] {
        assert_eq!(letters[0]["delivery"][key], delivery[key], "{letters}");
    }
    assert_eq!(relay.get("dead-letters/b/c.d").await.unwrap(), letters[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_dies_while_dead_letters_have_no_room_is_not_attempted_again() {
    let Some(store) = Store::nats() else { return };
    letters::what_dies_while_dead_letters_have_no_room_is_not_attempted_again(&store).await;
}

/// As where the disk is full, which both streams are on.
#[tokio::test(flavor = "multi_thread")]
async fn nor_is_it_while_no_stream_has_room() {
    let Some(store) = Store::nats() else { return };
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let retry =
        json!({ "enabled": true, "max_attempts": 2, "initial_delay": "3s", "jitter": "none" });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;
    assert_eq!(relay.send("a", "first").await.unwrap().status, "dead");
    receiver.answers(|_, _| Answer::Status(503));
    assert_eq!(relay.send("a", "x").await.unwrap().status, "accepted");
    store.limit("deliveries", 1).await;
    store.limit("deliveries-dead", 1).await;
    until("it is dead", async || receiver.requests_for("x") == 2)
        .await
        .unwrap();

    // Longer than a message is in hand that is not spoken for.
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(receiver.requests_for("x"), 2, "{}", relay.log());
    assert_eq!(
        relay.log().matches("cannot be stored").count(),
        1,
        "{}",
        relay.log()
    );
    store.limit("deliveries-dead", -1).await;

    let moved = until("it is in the dead letters", async || {
        let depth = relay.depth().await.unwrap();
        (depth.waiting, depth.dead) == (0, 2)
    });
    moved
        .await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));
    assert_eq!(receiver.requests_for("x"), 2, "{}", relay.log());
}
