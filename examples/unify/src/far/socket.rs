//! A websocket server, which answers each message when it has kept it.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::{StatusCode, header::RETRY_AFTER};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::{Fault, Faults, seconds};

#[derive(Debug)]
pub struct SocketServer {
    port: u16,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    faults: Faults,
    handshakes: usize,
    messages: Vec<String>,
}

impl SocketServer {
    /// Each connection has one of these faults.
    pub async fn start(faults: Faults) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Mutex::new(Shared {
            faults,
            handshakes: 0,
            messages: Vec::new(),
        }));
        let for_connections = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whatever ends a connection, the client will notice.
                tokio::spawn(serve(stream, Arc::clone(&for_connections)));
            }
        });
        Ok(Self { port, shared, task })
    }

    pub fn url(&self) -> String {
        format!("ws://127.0.0.1:{}/notices", self.port)
    }

    /// How many connections there were.
    pub fn handshakes(&self) -> usize {
        with(&self.shared, |shared| shared.handshakes)
    }

    pub fn messages(&self) -> Vec<String> {
        with(&self.shared, |shared| shared.messages.clone())
    }
}

impl Drop for SocketServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, shared: Arc<Mutex<Shared>>) -> Result<(), Error> {
    let fault = with(&shared, |shared| {
        shared.handshakes += 1;
        shared.faults.next()
    });
    #[expect(
        clippy::result_large_err,
        reason = "the signature is that of the crate"
    )]
    let check = |_: &Request, response: Response| match fault {
        Fault::Status(status) => Err(refusal(status, None)),
        Fault::Throttle(wait) => Err(refusal(429, Some(seconds(wait)))),
        _ => Ok(response),
    };
    let mut socket = accept_hdr_async(stream, check).await?;
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else {
            continue;
        };
        with(&shared, |shared| shared.messages.push(text.to_string()));
        match fault {
            Fault::Break => break,
            Fault::Hang => std::future::pending().await,
            _ => socket.send(Message::text("kept")).await?,
        }
    }
    Ok(())
}

fn refusal(status: u16, retry_after: Option<u64>) -> ErrorResponse {
    let mut refusal = ErrorResponse::new(None);
    *refusal.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    if let Some(seconds) = retry_after {
        refusal.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    refusal
}

fn with<T>(shared: &Mutex<Shared>, f: impl FnOnce(&mut Shared) -> T) -> T {
    f(&mut shared.lock().unwrap_or_else(PoisonError::into_inner))
}
