//! One HTTP server for all that speak HTTP. The first part of a path says which of them is meant, and has faults and
//! counts of its own.

use std::collections::HashMap;
use std::future;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{Fault, Faults, seconds};
use crate::context::REQUEST_ID;

#[derive(Debug)]
pub struct HttpServer {
    port: u16,
    shared: Arc<Shared>,
    task: JoinHandle<io::Result<()>>,
}

type Shared = Mutex<HashMap<String, Place>>;

/// What there is of one dependency.
#[derive(Debug)]
struct Place {
    faults: Faults,
    seen: Vec<Seen>,
}

/// A request that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub at: Instant,
    /// What comes after the dependency.
    pub path: String,
    pub request_id: String,
}

impl HttpServer {
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::<Shared>::default();
        let routes = Router::new().fallback(answer).with_state(shared.clone());
        let task = tokio::spawn(async { axum::serve(listener, routes).await });
        Ok(Self { port, shared, task })
    }

    /// Where a dependency is, with these faults.
    pub fn place(&self, name: &str, faults: Faults) -> String {
        let place = Place {
            faults,
            seen: Vec::new(),
        };
        locked(&self.shared).insert(name.to_owned(), place);
        format!("http://127.0.0.1:{}/{name}", self.port)
    }

    /// What has arrived for it.
    pub fn seen(&self, name: &str) -> Vec<Seen> {
        let places = locked(&self.shared);
        places.get(name).map_or_else(Vec::new, |it| it.seen.clone())
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let (name, path) = path.split_once('/').unwrap_or((path, ""));
    let id = request.headers().get(REQUEST_ID);
    let seen = Seen {
        at: Instant::now(),
        path: path.to_owned(),
        request_id: id
            .map_or("", |id| id.to_str().unwrap_or_default())
            .to_owned(),
    };
    let fault = locked(&shared)
        .get_mut(name)
        .map_or(Fault::Status(404), |place| {
            place.seen.push(seen);
            place.faults.next()
        });
    match fault {
        Fault::None => Json(json!({ "text": "sunny", "result": 42 })).into_response(),
        Fault::Status(status) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Fault::Throttle(wait) => {
            let wait = [(header::RETRY_AFTER, seconds(wait).to_string())];
            (StatusCode::TOO_MANY_REQUESTS, wait).into_response()
        }
        Fault::Hang => future::pending().await,
        // Ends the task that serves the connection, without a message of a panic.
        Fault::Break => std::panic::resume_unwind(Box::new("a broken connection")),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
