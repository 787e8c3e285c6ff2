//! Where a webhook goes: one file for each kind.

mod http;
mod postgres;
mod rabbitmq;
mod redis;
mod websocket;

use serde::Deserialize;

use crate::delivery::Delivery;
use crate::error::DeliveryError;

/// As the configuration has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// A `POST` with the payload, and the key in `Idempotency-Key`.
    Http { url: String },
    /// An entry of a stream, with the fields `id`, `webhook` and `payload`.
    Redis { url: String, stream: String },
    /// A row of a table with the columns `id` (unique), `webhook` and `payload` (`jsonb`).
    Postgres { url: String, table: String },
    /// A persistent message in a queue that is there, with the key as `message_id`.
    Rabbitmq { url: String, queue: String },
    /// One message, on a connection of its own.
    Websocket { url: String },
    /// A line of the log.
    Log,
}

/// A destination, and its connections once it has been used.
pub enum Destination {
    Http(http::Http),
    Redis(redis::Redis),
    Postgres(postgres::Postgres),
    Rabbitmq(rabbitmq::Rabbitmq),
    Websocket(websocket::Websocket),
    Log,
}

impl Target {
    /// What it is called in lists. The rest of it may be secret.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Http { .. } => "http",
            Self::Redis { .. } => "redis",
            Self::Postgres { .. } => "postgres",
            Self::Rabbitmq { .. } => "rabbitmq",
            Self::Websocket { .. } => "websocket",
            Self::Log => "log",
        }
    }

    /// Connects to nobody.
    ///
    /// # Errors
    /// A URL that is none.
    pub fn open(&self) -> Result<Destination, DeliveryError> {
        Ok(match self {
            Self::Http { url } => Destination::Http(http::Http::new(url)?),
            Self::Redis { url, stream } => Destination::Redis(redis::Redis::new(url, stream)?),
            Self::Postgres { url, table } => {
                Destination::Postgres(postgres::Postgres::new(url, table)?)
            }
            Self::Rabbitmq { url, queue } => {
                Destination::Rabbitmq(rabbitmq::Rabbitmq::new(url, queue))
            }
            Self::Websocket { url } => Destination::Websocket(websocket::Websocket::new(url)),
            Self::Log => Destination::Log,
        })
    }
}

impl Destination {
    /// One attempt. Who calls it limits its time.
    ///
    /// # Errors
    /// It may have arrived all the same, unless the error is [`Refused`](DeliveryError::Refused).
    pub async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        match self {
            Self::Http(http) => http.deliver(delivery).await,
            Self::Redis(redis) => redis.deliver(delivery).await,
            Self::Postgres(postgres) => postgres.deliver(delivery).await,
            Self::Rabbitmq(rabbitmq) => rabbitmq.deliver(delivery).await,
            Self::Websocket(websocket) => websocket.deliver(delivery).await,
            Self::Log => {
                let Delivery {
                    webhook,
                    id,
                    payload,
                    ..
                } = delivery;
                tracing::info!(webhook, id, %payload, "webhook");
                Ok(())
            }
        }
    }
}
