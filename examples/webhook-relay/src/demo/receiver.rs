//! The far side: an HTTP server that counts each webhook by its key, and fails as it is told.

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How a request ends.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Taken,
    Status(u16),
    /// With `Retry-After`, in seconds.
    Throttled(u64),
    /// It takes the webhook, and answers after this time only.
    Slow(Duration),
}

/// Answers by the path that was asked for and how often this key has come, from 1.
type Script = Box<dyn Fn(&str, usize) -> Answer + Send + Sync>;

/// Runs until it is dropped.
pub struct Receiver {
    port: u16,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

struct Seen {
    script: Mutex<Script>,
    /// Requests for each key, and whether one was taken.
    keys: Mutex<BTreeMap<String, (usize, bool)>>,
}

impl Receiver {
    /// # Errors
    /// There is no free port.
    pub async fn start(
        script: impl Fn(&str, usize) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let seen = Arc::new(Seen {
            script: Mutex::new(Box::new(script)),
            keys: Mutex::default(),
        });
        let app = Router::new().route("/{path}", post(receive));
        let app = app.with_state(Arc::clone(&seen));
        let task = tokio::spawn(async {
            let _ended = axum::serve(listener, app).await;
        });
        Ok(Self { port, seen, task })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// From now on it answers so.
    pub fn answers(&self, script: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) {
        *lock(&self.seen.script) = Box::new(script);
    }

    /// How many requests there were.
    pub fn requests(&self) -> usize {
        lock(&self.seen.keys)
            .values()
            .map(|(requests, _)| requests)
            .sum()
    }

    /// How many requests there were with this key.
    pub fn requests_for(&self, key: &str) -> usize {
        lock(&self.seen.keys)
            .get(key)
            .map_or(0, |(requests, _)| *requests)
    }

    /// How many webhooks it has taken, each of them counted once.
    pub fn taken(&self) -> usize {
        lock(&self.seen.keys)
            .values()
            .filter(|(_, taken)| *taken)
            .count()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn receive(
    State(seen): State<Arc<Seen>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok());
    let Some(key) = key else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let request = {
        let mut keys = lock(&seen.keys);
        let (requests, _) = keys.entry(key.to_owned()).or_default();
        *requests += 1;
        *requests
    };
    let answer = lock(&seen.script)(&path, request);
    if let Answer::Taken | Answer::Slow(_) = answer {
        lock(&seen.keys).entry(key.to_owned()).or_default().1 = true;
    }
    match answer {
        Answer::Taken => StatusCode::NO_CONTENT.into_response(),
        Answer::Status(status) => StatusCode::from_u16(status)
            .unwrap_or_default()
            .into_response(),
        Answer::Throttled(seconds) => {
            let after = [("retry-after", seconds.to_string())];
            (StatusCode::TOO_MANY_REQUESTS, after).into_response()
        }
        Answer::Slow(time) => {
            sleep(time).await;
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
