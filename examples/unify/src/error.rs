//! The one error of all calls. Each variant says of itself whether a retry can help.

use std::io;

use reattempt::classify::http_1::StatusError;
use reattempt::{Classify, Interrupted};
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::error::ProtocolError;

#[derive(Debug, thiserror::Error, Classify)]
pub enum CallError {
    /// Refused, broken off, timed out: retried. No URL, no JSON: not.
    #[error("no answer")]
    #[classify(forward)]
    NoAnswer(#[from] reqwest::Error),
    /// 429 and 5xx: retried. 400, 401, 403, 404 and the rest: not.
    #[error(transparent)]
    #[classify(forward)]
    Status(#[from] StatusError),
    /// By the code of the database: 40001 and 40P01 are retried. An empty pool is unsent: nothing was begun.
    #[error("database: {0}")]
    #[classify(forward)]
    Database(#[from] sqlx::Error),
    /// Of a file or a socket: its kind decides. A lock that somebody else holds is retried.
    #[error("i/o: {0}")]
    #[classify(forward)]
    Io(#[from] io::Error),
    #[error("the websocket was closed")]
    #[classify(transient)]
    Closed,
    #[error("websocket: {0}")]
    #[classify(permanent)]
    Socket(#[source] Box<tungstenite::Error>),
    #[error("the prompt needs {tokens} tokens, more than the quota of a minute")]
    #[classify(permanent)]
    TooLong { tokens: u32 },
    /// A timeout, or a circuit that is open.
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

/// The library has no feature for this crate, so its errors are sorted here.
impl From<tungstenite::Error> for CallError {
    fn from(error: tungstenite::Error) -> Self {
        use tungstenite::Error;

        match error {
            Error::Io(error) => Self::Io(error),
            Error::Http(response) => {
                Self::Status(StatusError::new(response.status(), response.headers()))
            }
            Error::ConnectionClosed
            | Error::AlreadyClosed
            | Error::Protocol(
                ProtocolError::ResetWithoutClosingHandshake | ProtocolError::HandshakeIncomplete,
            ) => Self::Closed,
            error => Self::Socket(Box::new(error)),
        }
    }
}
