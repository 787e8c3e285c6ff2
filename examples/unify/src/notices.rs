//! Tells whoever waits for a request of each retry that is made for it, over a websocket.

use reattempt::observer::{Next, Observation, Observer};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::clients::socket::Socket;

/// Sends notices in the background: a call does not wait for them.
#[derive(Debug)]
pub struct Notices {
    queue: Option<UnboundedSender<String>>,
    sender: JoinHandle<usize>,
}

/// The notices for one request.
#[derive(Debug)]
pub struct Notifier {
    request: String,
    queue: Option<UnboundedSender<String>>,
}

impl Notices {
    /// The task is outside of the scope of a request, so the retries of the socket itself make no notices.
    pub fn start(mut socket: Socket) -> Self {
        let (queue, mut notices) = unbounded_channel::<String>();
        let sender = tokio::spawn(async move {
            let mut lost = 0;
            while let Some(notice) = notices.recv().await {
                // What cannot be told is in the log all the same.
                lost += usize::from(socket.send(&notice).await.is_err());
            }
            lost
        });
        Self {
            queue: Some(queue),
            sender,
        }
    }

    pub fn of(&self, request: &str) -> Notifier {
        Notifier {
            request: request.to_owned(),
            queue: self.queue.clone(),
        }
    }

    /// Takes no more notices, and waits until all are sent; how many were lost.
    pub async fn end(&mut self) -> usize {
        self.queue = None;
        (&mut self.sender).await.unwrap_or_default()
    }
}

impl Observer for Notifier {
    fn observe(&self, observation: &Observation<'_>) {
        let (Next::Retry { class, delay }, Some(queue)) = (observation.next, &self.queue) else {
            return;
        };
        let notice = json!({
            "request": self.request,
            "name": observation.site.name(),
            "attempt": observation.attempt,
            "class": class.as_str(),
            "delay_ms": delay.as_millis(),
            "error": observation.error.map(ToString::to_string),
        });
        // Nobody listens any more.
        let _ = queue.send(notice.to_string());
    }
}
