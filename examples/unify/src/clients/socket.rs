//! A websocket that is opened when it is needed, and again when it broke.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reattempt::{Policy, presets, retry};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::error::CallError;
use crate::guards::Guards;

/// One attempt more than the preset, which is for a message that somebody waits for on a screen.
pub const POLICY: Policy = presets::WEBSOCKET
    .to_builder()
    .max_attempts(3)
    .max_elapsed(Duration::from_secs(15))
    .build();

#[derive(Debug)]
pub struct Socket {
    url: String,
    guards: Guards,
    open: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
}

impl Socket {
    pub fn new(url: impl Into<String>, guards: Guards) -> Self {
        let url = url.into();
        Self {
            url,
            guards,
            open: None,
        }
    }

    /// The same message may arrive twice, where only the answer was lost: so it has to say which one it is.
    #[retry(
        name = "websocket",
        policy = POLICY,
        attempt_timeout = "2s",
        budget = self.guards.budget.clone(),
        breaker = self.guards.breaker.clone(),
    )]
    pub async fn send(&mut self, message: &str) -> Result<(), CallError> {
        self.send_once(message).await
    }

    /// It has arrived when the other side says so: what is written to a broken connection may be lost without an
    /// error. A socket that failed is not used again.
    pub async fn send_once(&mut self, message: &str) -> Result<(), CallError> {
        let mut socket = match self.open.take() {
            Some(socket) => socket,
            None => connect_async(&self.url).await?.0,
        };
        socket.send(Message::text(message)).await?;
        match socket.next().await {
            Some(Ok(Message::Close(_))) | None => return Err(CallError::Closed),
            Some(answer) => drop(answer?),
        }
        self.open = Some(socket);
        Ok(())
    }
}
