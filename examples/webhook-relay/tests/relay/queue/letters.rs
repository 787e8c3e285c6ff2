//! What is no delivery, and dead letters that find no room: the same with each engine.

use serde_json::json;
use webhook_relay::demo::http;
use webhook_relay::demo::program::until;
use webhook_relay::demo::receiver::Answer;

use super::cases::patient;
use super::store::Store;
use crate::support::receiver;

pub(crate) async fn what_is_no_delivery_becomes_a_dead_letter(store: &Store) {
    let receiver = receiver(|_, request| match request {
        1 => Answer::Status(503),
        _ => Answer::Taken,
    });
    let receiver = receiver.await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    let newer = json!({ "version": 2, "webhook": "a" });

    store
        .put("01ARZ3NDEKTSV4RRFFQ69G5FAV", b"\xff no JSON")
        .await;
    store
        .put("01ARZ3NDEKTSV4RRFFQ69G5FAW", newer.to_string().as_bytes())
        .await;

    let dead = until("both are dead letters", async || {
        let depth = relay.depth().await.unwrap();
        (depth.waiting, depth.dead) == (0, 2)
    });
    dead.await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));
    let letters = relay.get("dead-letters").await.unwrap();
    let letters = letters.as_array().unwrap();
    let text = |letter: &serde_json::Value| letter["delivery"]["payload"].clone();
    assert!(
        letters.iter().any(|letter| text(letter) == newer),
        "{letters:?}"
    );
    assert!(
        letters
            .iter()
            .any(|letter| text(letter) == "\u{fffd} no JSON"),
        "{letters:?}"
    );
    for letter in letters {
        assert_eq!(letter["reason"], "unreadable");
        let [webhook, id] = ["webhook", "id"].map(|key| letter["delivery"][key].as_str().unwrap());
        let again = format!("dead-letters/{webhook}/{id}/redrive");
        assert_eq!(relay.post(&again).await.unwrap(), 409, "{letter}");
    }
    assert_eq!(relay.post("dead-letters/redrive").await.unwrap(), 202);
    assert_eq!(relay.depth().await.unwrap().dead, 2, "they are still there");
    assert_eq!(relay.log().matches("ERROR").count(), 2, "{}", relay.log());

    // Others are not held up.
    assert_eq!(relay.send("a", "x").await.unwrap().status, "accepted");
    until("it is delivered", async || receiver.taken() == 1)
        .await
        .unwrap();
}

/// A place that no engine has for it, and a key that none has a place for.
pub(crate) async fn a_delivery_with_a_strange_name_is_none(store: &Store) {
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let relay = store.start(vec![http(&receiver, "a", &patient())]).await;
    let delivery = json!({
        "webhook": "a", "id": "a b", "payload": 1, "since": { "secs_since_epoch": 0, "nanos_since_epoch": 0 },
        "attempts": 0, "previous": { "secs": 0, "nanos": 0 }, "queued": 0, "redriven": 0,
    });

    store
        .put("no id of the engine", delivery.to_string().as_bytes())
        .await;

    let dead = until("it is a dead letter", async || {
        let depth = relay.depth().await.unwrap();
        (depth.waiting, depth.dead) == (0, 1)
    });
    dead.await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));
    let letters = relay.get("dead-letters").await.unwrap();
    assert_eq!(letters[0]["reason"], "unreadable", "{letters}");
    assert_eq!(letters[0]["delivery"]["payload"], delivery, "{letters}");

    // Others are not held up.
    assert_eq!(relay.send("a", "x").await.unwrap().status, "dead");
    receiver.answers(|_, _| Answer::Status(503));
    assert_eq!(relay.send("a", "y").await.unwrap().status, "accepted");
    receiver.answers(|_, _| Answer::Taken);
    until("it is delivered", async || receiver.taken() == 1)
        .await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));
}

pub(crate) async fn what_dies_while_dead_letters_have_no_room_is_not_attempted_again(
    store: &Store,
) {
    let receiver = receiver(|_, _| Answer::Status(404)).await;
    let retry =
        json!({ "enabled": true, "max_attempts": 2, "initial_delay": "3s", "jitter": "none" });
    let relay = store.start(vec![http(&receiver, "a", &retry)]).await;
    assert_eq!(relay.send("a", "first").await.unwrap().status, "dead");

    store.set_room_for_letters(false).await;
    assert_eq!(relay.send("a", "at-once").await.unwrap().status, "dead");
    receiver.answers(|_, _| Answer::Status(503));
    assert_eq!(relay.send("a", "later").await.unwrap().status, "accepted");
    let puts = store.puts().await;
    let looks = until("both have looked for room again and again", async || {
        receiver.requests_for("later") > 2 || store.puts().await > puts + 6
    });
    looks
        .await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));

    let requests = ["at-once", "later"].map(|key| receiver.requests_for(key));
    assert_eq!(requests, [1, 2], "{}", relay.log());
    let warned = |text| relay.log().matches(text).count();
    assert_eq!(
        warned("dead letters cannot be stored"),
        1,
        "{}",
        relay.log()
    );
    store.set_room_for_letters(true).await;
    let buried = until("they are in the dead letters", async || {
        let depth = relay.depth().await;
        depth.is_ok_and(|depth| (depth.waiting, depth.dead) == (0, 3))
    });
    buried
        .await
        .unwrap_or_else(|error| panic!("{error}\n{}", relay.log()));
    let letter = relay.get("dead-letters/a/later").await.unwrap();
    assert_eq!(
        (&letter["reason"], &letter["delivery"]["attempts"]),
        (&json!("attempts"), &json!(2))
    );
    let requests = ["at-once", "later"].map(|key| receiver.requests_for(key));
    assert_eq!(requests, [1, 2], "{}", relay.log());
    assert_eq!(
        warned("dead letters are stored again"),
        1,
        "{}",
        relay.log()
    );
}
