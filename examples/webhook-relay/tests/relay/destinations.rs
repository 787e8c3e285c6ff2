//! Each kind of destination, with a real server.

use futures_util::StreamExt;
use lapin::options::{BasicGetOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties};
use redis::AsyncCommands;
use serde_json::{Value, json};
use servers::{Fault, Proxy};
use tokio::net::TcpListener;
use webhook_relay::demo::program::until;

use crate::support::start;

fn retry() -> Value {
    json!({ "enabled": true, "max_attempts": 20, "initial_delay": "200ms", "max_delay": "1s" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_stream_gets_it_after_redis_was_killed() {
    let Some(server) = servers::redis::start(&[]) else {
        return;
    };
    let url = format!("redis://127.0.0.1:{}/", server.port());
    let destination = json!({ "type": "redis", "url": url, "stream": "events" });
    let relay = start(vec![
        json!({ "name": "a", "destination": destination, "retry": retry() }),
    ])
    .await;

    assert_eq!(relay.send("a", "first").await.unwrap().code, 200);
    server.kill();
    assert_eq!(relay.send("a", "second").await.unwrap().code, 202);
    server.restart();

    let client = redis::Client::open(url).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let both = until("both are there", async || {
        connection.xlen::<_, usize>("events").await.unwrap() == 2
    });
    both.await.unwrap();
    let entries: Vec<(String, Vec<(String, String)>)> =
        connection.xrange_all("events").await.unwrap();
    assert_eq!(entries[1].1[0], ("id".to_owned(), "second".to_owned()));
    assert_eq!(
        entries[1].1[2],
        ("payload".to_owned(), r#"{"event":"second"}"#.to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_holds_it_once_and_no_table_is_a_dead_letter() {
    let Some(server) = servers::postgres::start() else {
        return;
    };
    let url = format!(
        "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
        server.port()
    );
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    sqlx::query("CREATE TABLE events (id TEXT PRIMARY KEY, webhook TEXT, payload JSONB)")
        .execute(&pool)
        .await
        .unwrap();
    let webhook = |name, table| {
        let destination = json!({ "type": "postgres", "url": url, "table": table });
        json!({ "name": name, "destination": destination, "retry": retry() })
    };
    let relay = start(vec![webhook("a", "events"), webhook("b", "missing")]).await;

    for _ in 0..2 {
        assert_eq!(relay.send("a", "key").await.unwrap().code, 200);
    }

    let rows: Vec<(String, String)> = sqlx::query_as("SELECT id, payload ->> 'event' FROM events")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(rows, [("key".to_owned(), "key".to_owned())]);
    let answered = relay.send("b", "key").await.unwrap();
    assert_eq!(answered.status, "dead", "{answered:?}");
    assert!(answered.note.contains("not there"), "{answered:?}");
}

/// The first connection breaks before the handshake that says it was read.
#[tokio::test(flavor = "multi_thread")]
async fn a_websocket_has_it_when_it_answers_the_handshake() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let seen = tokio::spawn(async move {
        let mut seen = Vec::new();
        for connection in 0..2 {
            let (stream, _) = listener.accept().await.unwrap();
            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
            let message = socket.next().await.unwrap().unwrap();
            seen.push(message.into_text().unwrap().to_string());
            if connection == 1 {
                while socket.next().await.is_some() {}
            }
        }
        seen
    });
    let destination = json!({ "type": "websocket", "url": url });
    let relay = start(vec![
        json!({ "name": "a", "destination": destination, "retry": retry() }),
    ])
    .await;

    let answered = relay.send("a", "key").await.unwrap();

    assert_eq!(
        (answered.code, &*answered.note),
        (200, "after 2 attempts"),
        "{answered:?}"
    );
    let seen = seen.await.unwrap();
    assert_eq!(seen[0], seen[1]);
    let message: Value = serde_json::from_str(&seen[0]).unwrap();
    assert_eq!(
        message,
        json!({ "id": "key", "webhook": "a", "payload": { "event": "key" } })
    );
}

/// The first connection breaks.
#[tokio::test(flavor = "multi_thread")]
async fn a_queue_of_rabbitmq_confirms_it_and_no_queue_is_a_dead_letter() {
    let server = tokio::task::spawn_blocking(servers::rabbitmq::start);
    let Some(server) = server.await.unwrap() else {
        return;
    };
    let proxy = Proxy::start(server.port(), [Fault::CutAfter(0)]);
    let url = |port| format!("amqp://guest:guest@127.0.0.1:{port}/%2f");
    let direct = url(server.port());
    let connection = Connection::connect(&direct, ConnectionProperties::default());
    let connection = connection.await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let options = QueueDeclareOptions::durable();
    let declared = channel.queue_declare("events".into(), options, FieldTable::default());
    declared.await.unwrap();
    let webhook = |name, queue, port| {
        let destination = json!({ "type": "rabbitmq", "url": url(port), "queue": queue });
        json!({ "name": name, "destination": destination, "retry": retry() })
    };
    let webhooks = vec![
        webhook("a", "events", proxy.port()),
        webhook("b", "missing", server.port()),
    ];
    let relay = start(webhooks).await;

    let answered = relay.send("a", "key").await.unwrap();
    assert_eq!(
        (answered.code, &*answered.note),
        (200, "after 2 attempts"),
        "{answered:?}"
    );
    let answered = relay.send("b", "key").await.unwrap();
    assert_eq!(
        answered.note, "permanent: not there: queue missing",
        "{answered:?}"
    );

    let message = channel.basic_get("events".into(), BasicGetOptions::default());
    let message = message.await.unwrap().expect("a message");
    assert_eq!(
        message.properties.message_id().as_ref().unwrap().as_str(),
        "key"
    );
    assert_eq!(message.delivery.data, br#"{"event":"key"}"#);
    assert_eq!(message.message_count, 0);
}
