//! A Redis stream. Who reads it drops entries whose `id` it has seen.

use redis::aio::MultiplexedConnection;
use redis::{AsyncCommands, Client, ErrorKind, RedisError};
use tokio::sync::Mutex;

use crate::delivery::Delivery;
use crate::error::DeliveryError;

pub struct Redis {
    client: Client,
    stream: String,
    /// Shared by all attempts, until one of them fails.
    connection: Mutex<Option<MultiplexedConnection>>,
}

impl Redis {
    pub(super) fn new(url: &str, stream: &str) -> Result<Self, DeliveryError> {
        Ok(Self {
            client: Client::open(url).map_err(|error| of_redis(&error))?,
            stream: stream.to_owned(),
            connection: Mutex::new(None),
        })
    }

    pub(super) async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        let mut connection = self.connect().await.map_err(|error| of_redis(&error))?;
        let fields = [
            ("id", &*delivery.id),
            ("webhook", &delivery.webhook),
            ("payload", delivery.payload.get()),
        ];
        let added = connection.xadd(&self.stream, "*", &fields).await;
        match added {
            Ok(()) => Ok(()),
            Err(error) => {
                *self.connection.lock().await = None;
                Err(of_redis(&error))
            }
        }
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let mut connection = self.connection.lock().await;
        if let Some(connection) = &*connection {
            return Ok(connection.clone());
        }
        let new = self.client.get_multiplexed_async_connection().await?;
        Ok(connection.insert(new).clone())
    }
}

fn of_redis(error: &RedisError) -> DeliveryError {
    match error.kind() {
        ErrorKind::AuthenticationFailed => DeliveryError::Unauthorized(error.to_string()),
        _ => DeliveryError::of_client(error),
    }
}
