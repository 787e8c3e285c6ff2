//! Messages to a `RabbitMQ` that goes away.

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::protocol::{AMQPErrorKind, AMQPHardError, AMQPSoftError};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties, Error};
use lapin::{ErrorKind, Result};
use reattempt::{Class, Classify, retry};

use servers::{Server, in_time, rabbitmq};

const QUEUE: &str = "orders";

async fn connect(server: &Server, user: &str, host: &str) -> Result<Connection> {
    let uri = format!("amqp://{user}@127.0.0.1:{}/{host}", server.port());
    Connection::connect(&uri, ConnectionProperties::default()).await
}

async fn open(server: &Server) -> Result<(Connection, Channel)> {
    let connection = connect(server, "guest:guest", "%2f").await?;
    let channel = connection.create_channel().await?;
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await?;
    declare(&channel, QUEUE, QueueDeclareOptions::durable()).await?;
    Ok((connection, channel))
}

/// The queue, as many messages as it holds.
async fn declare(channel: &Channel, name: &str, options: QueueDeclareOptions) -> Result<u32> {
    let queue = channel
        .queue_declare(name.into(), options, FieldTable::default())
        .await?;
    Ok(queue.message_count())
}

/// A message that is kept when the server is killed.
async fn publish(channel: &Channel) -> Result<Confirmation> {
    let kept = BasicProperties::default().with_delivery_mode(2);
    let options = BasicPublishOptions::default();
    channel
        .basic_publish("".into(), QUEUE.into(), options, b"one book", kept)
        .await?
        .await
}

/// What kind of error the server has sent.
fn reply(error: &Error) -> &AMQPErrorKind {
    match error.kind() {
        ErrorKind::ProtocolError(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

/// Orders on a connection that is kept while it works; how many attempts that took.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn order(server: &Server, kept: &mut Option<(Connection, Channel)>) -> Result<u32> {
    let (connection, channel) = match kept.take() {
        Some(kept) => kept,
        None => open(server).await?,
    };
    let confirmed = publish(&channel).await?;
    assert!(confirmed.is_ack(), "{confirmed:?}");
    *kept = Some((connection, channel));
    Ok(attempt.number())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_to_a_rabbitmq_that_was_killed_is_sent_again_when_it_is_back() {
    let Some(server) = rabbitmq::start() else {
        return;
    };
    let mut kept = in_time(open(&server)).await.ok();
    assert_eq!(order(&server, &mut kept).await.expect("an order"), 1);

    server.kill();

    // The first attempt has a connection that is lost, the second finds no server, the third a new one.
    assert_eq!(order(&server, &mut kept).await.expect("an order"), 3);
    let (_, channel) = kept.as_ref().expect("a connection");
    let count = declare(channel, QUEUE, QueueDeclareOptions::durable()).await;
    // Being killed, it may have lost the queue that it had just made.
    assert!(matches!(count, Ok(1 | 2)), "{count:?}");
}

#[retry(initial_delay = "20ms")]
async fn log_in(server: &Server, user: &str, host: &str) -> Result<Connection> {
    connect(server, user, host).await
}

/// Declares a queue on a new channel, because an error of a channel closes it; how many attempts that took.
#[retry(max_attempts = 3, initial_delay = "20ms", attempt = attempt)]
async fn declare_on(
    connection: &Connection,
    name: &str,
    options: QueueDeclareOptions,
    attempts: &mut u32,
) -> Result<u32> {
    *attempts = attempt.number();
    let channel = connection.create_channel().await?;
    declare(&channel, name, options).await
}

/// One after the other: `RabbitMQ` takes long to start.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_rabbitmq_refuses_is_not_sent_again_unless_that_can_help() {
    let Some(server) = rabbitmq::start() else {
        return;
    };

    let error = in_time(log_in(&server, "guest:wrong", "%2f"))
        .await
        .expect_err("a wrong password");
    let refused = AMQPErrorKind::Soft(AMQPSoftError::ACCESSREFUSED);
    assert_eq!(reply(&error), &refused);

    let error = in_time(log_in(&server, "guest:guest", "none"))
        .await
        .expect_err("no such virtual host");
    let not_allowed = AMQPErrorKind::Hard(AMQPHardError::NOTALLOWED);
    assert_eq!(reply(&error), &not_allowed);
    assert_eq!(error.classify(), Class::Permanent);

    let (connection, channel) = in_time(open(&server)).await.expect("a connection");
    let passive = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let exclusive = QueueDeclareOptions {
        exclusive: true,
        ..QueueDeclareOptions::default()
    };
    let mut attempts = 0;

    let error = declare_on(&connection, "none", passive, &mut attempts)
        .await
        .expect_err("no such queue");
    let not_found = AMQPErrorKind::Soft(AMQPSoftError::NOTFOUND);
    assert_eq!((reply(&error), attempts), (&not_found, 1));

    let error = declare_on(
        &connection,
        QUEUE,
        QueueDeclareOptions::default(),
        &mut attempts,
    )
    .await
    .expect_err("it is durable");
    let differs = AMQPErrorKind::Soft(AMQPSoftError::PRECONDITIONFAILED);
    assert_eq!((reply(&error), attempts), (&differs, 1));

    // Until the connection that has it is gone.
    declare(&channel, "mine", exclusive).await.expect("a queue");
    let (other, _) = in_time(open(&server)).await.expect("a connection");
    let error = declare_on(&other, "mine", exclusive, &mut attempts)
        .await
        .expect_err("it is locked");
    let locked = AMQPErrorKind::Soft(AMQPSoftError::RESOURCELOCKED);
    assert_eq!((reply(&error), attempts), (&locked, 3));
    connection.close(200, "bye".into()).await.expect("an end");
    declare_on(&other, "mine", exclusive, &mut attempts)
        .await
        .expect("a queue");

    // Said some time after it was done.
    assert_eq!(server.logged("login refused"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_closed_is_transient() {
    let Some(server) = rabbitmq::start() else {
        return;
    };
    let (connection, channel) = in_time(open(&server)).await.expect("a connection");

    connection.close(200, "bye".into()).await.expect("an end");

    for error in [
        publish(&channel).await.expect_err("it is closed"),
        connection.create_channel().await.expect_err("it is closed"),
    ] {
        assert!(
            matches!(
                error.kind(),
                ErrorKind::InvalidChannelState(..) | ErrorKind::InvalidConnectionState(..)
            ),
            "{error:?}"
        );
        assert_eq!(error.classify(), Class::Transient);
    }
}
