//! The other side: pages with JSON on a server on loopback, which counts what it is asked for.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// What one request is answered.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Page,
    /// The same after a while.
    Slow(Duration),
    Status(u16),
    /// No JSON.
    Text,
    /// The connection breaks.
    Break,
}

/// Runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    pages: Arc<Pages>,
    _runtime: Runtime,
}

struct Pages {
    /// How often each was asked for.
    requests: Mutex<Vec<usize>>,
    answer: Box<dyn Fn(usize, usize) -> Answer + Send + Sync>,
}

impl Server {
    /// So many pages; `answer` is asked with the number of the page, from 0, and of the request for it, from 1.
    pub fn start(
        pages: usize,
        answer: impl Fn(usize, usize) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr()?;
        let pages = Arc::new(Pages {
            requests: Mutex::new(vec![0; pages]),
            answer: Box::new(answer),
        });
        let app = Router::new()
            .route("/{page}", get(page))
            .with_state(Arc::clone(&pages));
        runtime.spawn(async { axum::serve(listener, app).await });
        Ok(Self {
            address,
            pages,
            _runtime: runtime,
        })
    }

    /// A list of all pages.
    pub fn urls(&self) -> Vec<String> {
        let pages = 0..self.requests().len();
        pages
            .map(|page| format!("http://{}/{page}", self.address))
            .collect()
    }

    /// How often each page was asked for.
    pub fn requests(&self) -> Vec<usize> {
        let requests = self.pages.requests.lock();
        requests.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn total(&self) -> usize {
        self.requests().iter().sum()
    }

    /// The same, when what a client has sent that was killed has arrived too: when half a second brings no more.
    pub fn settled(&self) -> usize {
        let mut total = self.total();
        loop {
            thread::sleep(Duration::from_millis(500));
            match self.total() {
                same if same == total => return total,
                more => total = more,
            }
        }
    }
}

async fn page(State(pages): State<Arc<Pages>>, Path(page): Path<usize>) -> Response {
    let request = {
        let mut requests = pages
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        requests[page] += 1;
        requests[page]
    };
    match (pages.answer)(page, request) {
        Answer::Page => json(page),
        Answer::Slow(wait) => {
            tokio::time::sleep(wait).await;
            json(page)
        }
        Answer::Status(status) => StatusCode::from_u16(status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response(),
        Answer::Text => "not this one".into_response(),
        // Ends the task of the connection, without a message of a panic.
        Answer::Break => std::panic::resume_unwind(Box::new("a broken connection")),
    }
}

fn json(page: usize) -> Response {
    format!(r#"{{"page":{page},"square":{}}}"#, page * page).into_response()
}
