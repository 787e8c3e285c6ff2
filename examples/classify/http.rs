//! Requests to an HTTP server on loopback, by `reqwest`.

use std::error::Error;
use std::future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, Uri, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use reattempt::Class;
use reattempt::classify::http_1::CheckStatus;
use reqwest::Client;
use tokio::net::TcpListener;

use crate::table::{Expected, PERMANENT, TRANSIENT, UNSENT, line};

pub(crate) async fn requests() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let server = listener.local_addr()?;
    tokio::spawn(async { axum::serve(listener, Router::new().fallback(answer)).await });
    let client = Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(200))
        .build()?;

    for (path, expected) in [
        ("/400", PERMANENT),
        ("/401", PERMANENT),
        ("/404", PERMANENT),
        ("/408", TRANSIENT),
        ("/429", throttled(None)),
        ("/429/7", throttled(Some(7))),
        ("/500", TRANSIENT),
        ("/501", PERMANENT),
        ("/503", TRANSIENT),
        ("/503/7", throttled(Some(7))),
    ] {
        let response = client.get(url(server, path)).send().await?;
        let error = response.check_status().unwrap_err();
        line(&format!("GET {path}"), expected, &error);
    }

    let stalled = client.get(url(server, "/stall")).send().await.unwrap_err();
    line("GET /stall", TRANSIENT, &stalled);

    let unclear = client.get("no URL").send().await.unwrap_err();
    line("GET no URL", PERMANENT, &unclear);

    let nobody = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
    let refused = client.get(url(nobody, "/")).send().await.unwrap_err();
    line("GET where nobody listens", UNSENT, &refused);
    Ok(())
}

fn throttled(seconds: Option<u64>) -> Expected {
    (Class::Throttled, seconds.map(Duration::from_secs))
}

fn url(server: SocketAddr, path: &str) -> String {
    format!("http://{server}{path}")
}

/// Answers `/503/7` with status 503 and `Retry-After: 7`, and `/stall` not at all.
async fn answer(uri: Uri) -> Response {
    let mut path = uri.path().split('/').skip(1);
    let Some(status) = path.next().and_then(|status| status.parse().ok()) else {
        return future::pending().await;
    };
    let status = StatusCode::from_u16(status).expect("a status");
    match path.next() {
        Some(seconds) => (status, [(RETRY_AFTER, seconds.to_owned())]).into_response(),
        None => status.into_response(),
    }
}
