//! Requests and messages to a NATS server that goes away, which keeps its streams.

use std::error::Error as _;
use std::time::Duration;

use async_nats::client::{RequestError, RequestErrorKind};
use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::context::{CreateStreamErrorKind, PublishErrorKind};
use async_nats::jetstream::stream::{Config, ConsumerErrorKind, DiscardPolicy};
use async_nats::jetstream::{self, Context};
use async_nats::{Client, ConnectError, ConnectErrorKind, ConnectOptions};
use reattempt::{Class, Classify, retry};

use servers::{Server, in_time, nats};

const STREAM: &str = "ORDERS";
const SUBJECT: &str = "orders.new";

/// A client that does not wait for answers for long, nor connects again by itself.
fn options() -> ConnectOptions {
    ConnectOptions::new()
        .max_reconnects(1)
        .request_timeout(Some(Duration::from_millis(200)))
}

async fn connect(server: &Server, options: ConnectOptions) -> Result<Client, ConnectError> {
    let address = format!("nats://127.0.0.1:{}", server.port());
    options.connect(address).await
}

/// With a stream for orders.
async fn streams(server: &Server) -> Context {
    let client = connect(server, options()).await.expect("a connection");
    let mut context = jetstream::new(client);
    context.set_timeout(Duration::from_millis(200));
    let config = Config {
        name: STREAM.into(),
        subjects: vec!["orders.*".into()],
        max_message_size: 100,
        ..Config::default()
    };
    context.create_stream(config).await.expect("a stream");
    context
}

/// How many orders the server has.
async fn stored(context: &Context) -> u64 {
    let mut stream = context.get_stream(STREAM).await.expect("the stream");
    stream.info().await.expect("its state").state.messages
}

#[derive(Debug, thiserror::Error, Classify)]
enum Failed {
    #[error(transparent)]
    #[classify(forward)]
    Connect(#[from] ConnectError),
    #[error(transparent)]
    #[classify(forward)]
    Publish(#[from] jetstream::context::PublishError),
}

/// Orders, on a new connection where the last one has failed; how many attempts that took.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn order(server: &Server, kept: &mut Option<Context>) -> Result<u32, Failed> {
    let context = if let Some(context) = kept.take() {
        context
    } else {
        jetstream::new(connect(server, options()).await?)
    };
    context.publish(SUBJECT, "one book".into()).await?.await?;
    *kept = Some(context);
    Ok(attempt.number())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_to_a_nats_server_that_was_killed_is_sent_again_when_it_is_back() {
    let Some(server) = nats::start_with_jetstream(&[]) else {
        return;
    };
    let mut kept = Some(streams(&server).await);
    assert_eq!(order(&server, &mut kept).await.expect("an order"), 1);

    server.kill();

    // The first attempt gets no answer, the second finds no server, the third a new one.
    assert_eq!(
        in_time(Box::pin(order(&server, &mut kept)))
            .await
            .expect("an order"),
        3
    );
    assert_eq!(stored(&kept.expect("a connection")).await, 2);
}

#[retry(initial_delay = "20ms")]
async fn log_in(server: &Server, password: &str) -> Result<Client, ConnectError> {
    let options = ConnectOptions::new().user_and_password("ada".into(), password.into());
    connect(server, options).await
}

#[tokio::test]
async fn a_wrong_password_is_sent_to_nats_once() {
    let Some(server) = nats::start(&["--user", "ada", "--pass", "right"]) else {
        return;
    };

    let error = log_in(&server, "wrong").await.expect_err("it is wrong");
    assert_eq!(error.kind(), ConnectErrorKind::AuthorizationViolation);

    log_in(&server, "right").await.expect("a connection");
    assert_eq!(server.logged("authentication error"), 1);
}

/// Asks for something to be done once, which nobody may be there for; how many attempts that took.
#[retry(
    max_attempts = 3,
    initial_delay = "20ms",
    idempotent = false,
    attempt = attempt,
)]
async fn ask(
    client: &Client,
    subject: &'static str,
    attempts: &mut u32,
) -> Result<(), RequestError> {
    *attempts = attempt.number();
    client.request(subject, "please".into()).await.map(drop)
}

#[tokio::test]
async fn a_request_that_nobody_got_is_repeated_and_one_that_nobody_answered_is_not() {
    let Some(server) = nats::start(&[]) else {
        return;
    };
    let client = connect(&server, options()).await.expect("a connection");
    let _silent = client.subscribe("silent").await.expect("a subscription");
    let mut attempts = 0;

    let error = ask(&client, "nobody", &mut attempts)
        .await
        .expect_err("nobody listens");
    assert_eq!(error.kind(), RequestErrorKind::NoResponders);
    assert_eq!((error.classify(), attempts), (Class::Unsent, 3));

    let error = ask(&client, "silent", &mut attempts)
        .await
        .expect_err("no answer");
    assert_eq!(error.kind(), RequestErrorKind::TimedOut);
    assert_eq!((error.classify(), attempts), (Class::Transient, 1));

    let error = ask(&client, "not a subject", &mut attempts)
        .await
        .expect_err("it has spaces");
    assert_eq!((error.classify(), attempts), (Class::Permanent, 1));
}

#[tokio::test]
async fn a_client_that_has_ended_has_sent_nothing() {
    let Some(server) = nats::start(&[]) else {
        return;
    };
    let client = connect(&server, options()).await.expect("a connection");
    client.drain().await.expect("an end");
    let closed = async {
        loop {
            match client.publish("any", "late".into()).await {
                Ok(()) => tokio::task::yield_now().await,
                Err(error) => return error,
            }
        }
    };

    let error = in_time(closed).await;
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    let error = client.subscribe("any").await.expect_err("it has ended");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    let error = client.flush().await.expect_err("it has ended");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");

    // Here it is not told from an answer that cannot be read.
    let publish = jetstream::new(client).publish("any", "late".into()).await;
    let error = publish.map(drop).expect_err("it has ended");
    assert_eq!(error.kind(), PublishErrorKind::Other);
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[tokio::test]
async fn without_jetstream_nobody_answers() {
    let Some(server) = nats::start(&[]) else {
        return;
    };
    let client = connect(&server, options()).await.expect("a connection");
    let context = jetstream::new(client);

    let error = context
        .create_stream(STREAM)
        .await
        .expect_err("no JetStream");
    assert_eq!(error.kind(), CreateStreamErrorKind::JetStreamUnavailable);
    assert_eq!(error.classify(), Class::Unsent);
}

#[tokio::test]
async fn what_jetstream_refuses_is_permanent_unless_no_stream_was_there() {
    let Some(server) = nats::start_with_jetstream(&[]) else {
        return;
    };
    let context = streams(&server).await;

    let publish = context.publish("elsewhere", "".into()).await;
    let error = publish.expect("sent").await.expect_err("no stream");
    assert_eq!(error.kind(), PublishErrorKind::StreamNotFound);
    assert_eq!(error.classify(), Class::Unsent);

    let publish = context.publish(SUBJECT, "much".repeat(100).into()).await;
    let error = publish.expect("sent").await.expect_err("it is too long");
    assert_eq!(error.kind(), PublishErrorKind::Other);
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let error = context.get_stream("NONE").await.expect_err("no stream");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let stream = context.get_stream(STREAM).await.expect("the stream");
    let error = stream
        .get_consumer::<pull::Config>("nobody")
        .await
        .expect_err("no consumer");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    let error = stream
        .create_consumer(pull::Config {
            filter_subject: "elsewhere".into(),
            ..pull::Config::default()
        })
        .await
        .expect_err("not of the stream");
    assert!(
        matches!(error.kind(), ConsumerErrorKind::JetStream(_)),
        "{error:?}"
    );
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn a_stream_that_is_full_is_transient() {
    let Some(server) = nats::start_with_jetstream(&[]) else {
        return;
    };
    let context = streams(&server).await;
    let full = Config {
        name: "FULL".into(),
        subjects: vec!["full".into()],
        max_messages: 1,
        discard: DiscardPolicy::New,
        ..Config::default()
    };
    context.create_stream(full).await.expect("a stream");

    let publish = context.publish("full", "one".into()).await;
    publish.expect("sent").await.expect("there is room");
    let publish = context.publish("full", "two".into()).await;
    let error = publish.expect("sent").await.expect_err("there is none");

    let answer = error.source().and_then(|source| source.downcast_ref());
    let answer: &jetstream::Error = answer.expect("the answer");
    assert_eq!((answer.code(), answer.classify()), (503, Class::Transient));
    assert_eq!(error.classify(), Class::Transient);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_changed_is_permanent_and_a_server_that_is_gone_is_not() {
    let Some(server) = nats::start_with_jetstream(&[]) else {
        return;
    };
    let context = streams(&server).await;
    // What `create_key_value` makes, which asks for more than older servers say.
    let bucket = Config {
        name: "KV_settings".into(),
        subjects: vec!["$KV.settings.>".into()],
        max_messages_per_subject: 1,
        allow_direct: true,
        allow_rollup: true,
        deny_delete: true,
        ..Config::default()
    };
    context.create_stream(bucket).await.expect("a bucket");
    let store = context.get_key_value("settings").await.expect("the bucket");
    store.create("colour", "red".into()).await.expect("a key");

    let error = store
        .create("colour", "blue".into())
        .await
        .expect_err("it is there");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    let error = store
        .update("colour", "blue".into(), 7)
        .await
        .expect_err("another revision");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    server.kill();

    let error = in_time(store.put("colour", "blue".into()))
        .await
        .expect_err("it is gone");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
    let error = in_time(store.entry("colour"))
        .await
        .expect_err("it is gone");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}
