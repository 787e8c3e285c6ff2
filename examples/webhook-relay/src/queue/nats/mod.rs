//! NATS `JetStream`. A message stays in its stream until it is acknowledged: an attempt that fails is answered by
//! `Nak` with the delay, and how often a message was delivered says how many attempts there were.

mod address;
mod deliveries;
pub(super) mod letters;
pub(super) mod worker;

use std::error::Error;
use std::io;
use std::time::Duration;

use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::context::{ContextBuilder, CreateStreamError, CreateStreamErrorKind};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, Stream};
use async_nats::{Client, ConnectError, rustls};

use super::{Depth, Item, QueueError};
use letters::Letters;

/// A message that nobody has been heard of for so long is given to somebody else.
const ACK_WAIT: Duration = Duration::from_secs(5);

/// How long the server may take to say that it has stored a message.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// A message that is put into the stream again within this time is there once.
const DUPLICATE_WINDOW: Duration = Duration::from_hours(1);

/// A header: how long before the first delivery is an attempt, in milliseconds.
const DELAY: &str = "Relay-Delay";

pub(super) struct Nats {
    name: String,
    client: Client,
    jetstream: Context,
    stream: Stream,
    pub(super) letters: Letters,
}

pub(super) fn is_url(url: &str) -> bool {
    ["nats://", "tls://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

impl Nats {
    pub(super) async fn open(url: &str, name: &str) -> Result<Self, QueueError> {
        let (address, options) = address::read(url).map_err(of_nats)?;
        let client = options.connect(address).await.map_err(of_nats)?;
        let jetstream = ContextBuilder::new()
            .timeout(ANSWER_WITHIN)
            .ack_timeout(ANSWER_WITHIN)
            .build(client.clone());
        let stream = jetstream.get_or_create_stream(Config {
            name: name.to_owned(),
            subjects: vec![format!("{name}.*")],
            retention: RetentionPolicy::WorkQueue,
            duplicate_window: DUPLICATE_WINDOW,
            // A limit that somebody sets must not drop what a sender was answered for.
            discard: DiscardPolicy::New,
            ..Config::default()
        });
        let stream = stream.await.map_err(of_nats)?;
        if !client.is_server_compatible(2, 10, 0) {
            let version = client.server_info().version;
            tracing::warn!(
                version,
                "before 2.10 a NATS server has no `sync_interval: always`: a loss of power may lose what it has stored"
            );
        }
        Ok(Self {
            stream,
            letters: Letters::open(&jetstream, name).await?,
            name: name.to_owned(),
            client,
            jetstream,
        })
    }

    /// It is deliverable at once: whoever gets it first gives it back for the rest of the delay.
    pub(super) async fn push(&self, item: &Item, after: Duration) -> Result<(), QueueError> {
        let message = PublishMessage::build()
            .message_id(item.place())
            .header(DELAY, after.as_millis().to_string())
            .payload(serde_json::to_vec(item)?.into());
        let subject = format!("{}.{}", self.name, token(item.webhook()));
        let stored = self.jetstream.send_publish(subject, message);
        stored.await.map_err(of_nats)?.await.map_err(of_nats)?;
        Ok(())
    }

    pub(super) async fn depth(&self) -> Result<Depth, QueueError> {
        let info = self.stream.get_info().await.map_err(of_nats)?;
        Ok(Depth {
            waiting: i64::try_from(info.state.messages).unwrap_or(i64::MAX),
            dead: self.letters.count().await?,
        })
    }

    /// The consumer of a webhook, which all machines share.
    async fn consumer(&self, webhook: &str) -> Result<PullConsumer, QueueError> {
        let webhook = token(webhook);
        let config = pull::Config {
            durable_name: Some(webhook.clone()),
            filter_subject: format!("{}.{webhook}", self.name),
            ack_policy: AckPolicy::Explicit,
            ack_wait: ACK_WAIT,
            // The policy decides when it ends.
            max_deliver: -1,
            // Those that wait for a delay count too.
            max_ack_pending: -1,
            ..pull::Config::default()
        };
        let consumer = self.stream.create_consumer(config);
        consumer.await.map_err(of_nats)
    }
}

/// What helps against an error that does not say so itself.
pub(super) fn hint(error: &async_nats::Error) -> Option<&'static str> {
    if let Some(error) = error.downcast_ref::<CreateStreamError>() {
        return (error.kind() == CreateStreamErrorKind::JetStreamUnavailable).then_some(
            "start the server with `nats-server --jetstream`, or `jetstream {}` in its configuration",
        );
    }
    let io = error.downcast_ref::<ConnectError>()?.source()?;
    let tls = io.downcast_ref::<io::Error>()?.get_ref()?;
    matches!(tls.downcast_ref(), Some(rustls::Error::InvalidMessage(_)))
        .then_some("write `nats://` if the server has no TLS")
}

/// A part of a subject, in which points have a meaning. Names have no `=`.
fn token(name: &str) -> String {
    name.replace('.', "=")
}

/// What a part of a subject is the name of.
fn name_of(token: &str) -> String {
    token.replace('=', ".")
}

fn of_nats(error: impl Into<async_nats::Error>) -> QueueError {
    QueueError::Nats(error.into())
}
