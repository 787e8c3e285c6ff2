//! A real HTTP server on loopback that has a bad start: for a moment it refuses connections, the
//! first request it takes it never answers, to the second it says 503, and from then on it works.

use std::{
    future, io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, Uri},
};
use tokio::{net::TcpSocket, time::sleep};

/// How long connections are refused. Shorter than the client's first wait, which is 25 ms to 50 ms.
const REFUSING: Duration = Duration::from_millis(20);

pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<AtomicU32>,
}

impl Server {
    /// Takes a free port, and listens on it a little later.
    pub(crate) fn start() -> io::Result<Self> {
        // Bound and not yet listening: the port is ours, and who connects to it is refused.
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = socket.local_addr()?;

        let requests = Arc::new(AtomicU32::new(0));
        let app = Router::new().fallback(answer).with_state(requests.clone());
        tokio::spawn(async move {
            sleep(REFUSING).await;
            axum::serve(socket.listen(16)?, app).await
        });
        Ok(Self { address, requests })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many requests have arrived so far.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

async fn answer(State(requests): State<Arc<AtomicU32>>, uri: Uri) -> (StatusCode, &'static str) {
    let earlier = requests.fetch_add(1, Ordering::Relaxed);
    match (uri.path(), earlier) {
        (_, 0) => future::pending().await,
        (_, 1) => (StatusCode::SERVICE_UNAVAILABLE, "starting up"),
        ("/", _) => (StatusCode::OK, "<h1>It works</h1>"),
        _ => (StatusCode::NOT_FOUND, "no such page"),
    }
}
