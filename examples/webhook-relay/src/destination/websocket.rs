//! A `WebSocket`. It has no receipts, so the closing handshake is one: whoever answers it has read what came before.

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::delivery::Delivery;
use crate::error::{DeliveryError, with_causes};

pub struct Websocket {
    url: String,
}

impl Websocket {
    pub(super) fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
        }
    }

    pub(super) async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        let (mut socket, _) = connect_async(&self.url).await.map_err(of_websocket)?;
        let message = json!({
            "id": delivery.id,
            "webhook": delivery.webhook,
            "payload": delivery.payload,
        });
        let message = Message::text(message.to_string());
        socket.send(message).await.map_err(of_websocket)?;
        socket.close(None).await.map_err(of_websocket)?;
        while let Some(message) = socket.next().await {
            if let Message::Close(_) = message.map_err(of_websocket)? {
                return Ok(());
            }
        }
        Err(DeliveryError::Connection(
            "closed without a handshake".to_owned(),
        ))
    }
}

fn of_websocket(error: Error) -> DeliveryError {
    match error {
        Error::Io(error) => DeliveryError::of_client(&error),
        Error::Http(answer) => {
            let error =
                reattempt::classify::http_1::StatusError::new(answer.status(), answer.headers());
            DeliveryError::of_status(&error)
        }
        Error::ConnectionClosed | Error::AlreadyClosed | Error::Protocol(_) => {
            DeliveryError::Connection(with_causes(&error))
        }
        _ => DeliveryError::Rejected(with_causes(&error)),
    }
}
