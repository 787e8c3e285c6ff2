//! A queue of `RabbitMQ`. The broker confirms what it has put there.

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, Error, ErrorKind};
use reattempt::{Class, Classify};
use tokio::sync::Mutex;

use crate::delivery::Delivery;
use crate::error::{DeliveryError, with_causes};

pub struct Rabbitmq {
    url: String,
    queue: String,
    /// Shared by all attempts, until one of them fails. The connection ends when it is dropped.
    open: Mutex<Option<(Connection, Channel)>>,
}

impl Rabbitmq {
    pub(super) fn new(url: &str, queue: &str) -> Self {
        Self {
            url: url.to_owned(),
            queue: queue.to_owned(),
            open: Mutex::new(None),
        }
    }

    pub(super) async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        let channel = self.channel().await.map_err(|error| of_rabbitmq(&error))?;
        match self.publish(&channel, delivery).await {
            Err(error) => {
                *self.open.lock().await = None;
                Err(of_rabbitmq(&error))
            }
            Ok(Confirmation::Taken) => Ok(()),
            Ok(Confirmation::NoQueue) => {
                Err(DeliveryError::Missing(format!("queue {}", self.queue)))
            }
            Ok(Confirmation::Refused) => {
                Err(DeliveryError::Broker("it has not taken it".to_owned()))
            }
        }
    }

    async fn publish(&self, channel: &Channel, delivery: &Delivery) -> Result<Confirmation, Error> {
        const PERSISTENT: u8 = 2;
        let properties = BasicProperties::default()
            .with_content_type("application/json".into())
            .with_delivery_mode(PERSISTENT)
            .with_message_id(delivery.id.as_str().into());
        let options = BasicPublishOptions {
            // Comes back if there is no queue, and is not dropped.
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let payload = delivery.payload.get().as_bytes();
        let queue = self.queue.as_str().into();
        let published = channel.basic_publish("".into(), queue, options, payload, properties);
        let confirmation = published.await?.await?;
        Ok(match (confirmation.is_ack(), confirmation.take_message()) {
            (true, None) => Confirmation::Taken,
            (true, Some(_)) => Confirmation::NoQueue,
            (false, _) => Confirmation::Refused,
        })
    }

    async fn channel(&self) -> Result<Channel, Error> {
        let mut open = self.open.lock().await;
        if let Some((_, channel)) = &*open {
            return Ok(channel.clone());
        }
        let connection = Connection::connect(&self.url, ConnectionProperties::default()).await?;
        let channel = connection.create_channel().await?;
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await?;
        Ok(open.insert((connection, channel)).1.clone())
    }
}

enum Confirmation {
    Taken,
    NoQueue,
    Refused,
}

fn of_rabbitmq(error: &Error) -> DeliveryError {
    match (error.kind(), error.classify()) {
        (ErrorKind::ProtocolError(error), _) if error.kind().get_id() == 403 => {
            DeliveryError::Unauthorized(error.to_string())
        }
        (_, Class::Transient) => DeliveryError::Broker(with_causes(error)),
        _ => DeliveryError::of_client(error),
    }
}

#[cfg(test)]
mod tests {
    use lapin::protocol::AMQPError;

    use super::*;

    #[test]
    fn only_what_can_get_better_is_retried() {
        for (code, kind, class) in [
            (403, "AuthenticationError", Class::Permanent),
            // The queue is there with other settings.
            (406, "ValueError", Class::Permanent),
            // An operator has closed the connection.
            (320, "AmqpConnectionError", Class::Transient),
        ] {
            let error = AMQPError::from_id(code, "".into()).unwrap();
            let error = of_rabbitmq(&ErrorKind::ProtocolError(error).into());
            assert_eq!((error.kind(), error.classify()), (kind, class), "{code}");
        }
    }
}
