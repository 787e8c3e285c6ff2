//! The recipe for a token that expired: refresh it once, and repeat the request with the new one.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crate::{Reply, Server, client, secs, timed};
use axum::http::HeaderMap;
use reattempt::classify::http_1::{CheckStatus, StatusError};
use reattempt::{Class, Classify, retry};
use reqwest::{Client, StatusCode};

#[derive(Debug, thiserror::Error, Classify)]
enum ApiError {
    /// The server has not looked at the request, so it is safe to repeat.
    #[error("the token has expired")]
    #[classify(unsent)]
    Expired,
    #[error("not authorized")]
    #[classify(permanent)]
    Unauthorized,
    #[error(transparent)]
    #[classify(forward)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    #[classify(forward)]
    Status(#[from] StatusError),
}

struct Api {
    client: Client,
    url: String,
    /// The token in use: how often it was refreshed.
    token: AtomicU32,
}

impl Api {
    fn new(server: &Server) -> Self {
        Self {
            client: client(),
            url: server.url(),
            token: AtomicU32::new(0),
        }
    }

    fn token(&self) -> u32 {
        self.token.load(Relaxed)
    }

    /// Stands for a request to whoever issues tokens.
    async fn refresh(&self) -> Result<u32, ApiError> {
        tokio::task::yield_now().await;
        Ok(self.token.fetch_add(1, Relaxed) + 1)
    }

    /// Two layers: this one knows of tokens, and repeats at once.
    #[retry(max_attempts = 2, backoff = ["0s"], on = [Unauthorized], attempt = attempt)]
    async fn load(&self) -> Result<String, ApiError> {
        let token = if attempt.is_first() {
            self.token()
        } else {
            self.refresh().await?
        };
        self.request(token).await
    }

    /// The other one retries what may pass; a 401 does not.
    #[retry(jitter = "none")]
    async fn request(&self, token: u32) -> Result<String, ApiError> {
        let request = self.client.get(&self.url).bearer_auth(token);
        let response = request.send().await?;
        if response.status() == StatusCode::UNAUTHORIZED {
            return Err(ApiError::Unauthorized);
        }
        Ok(response.check_status()?.text().await?)
    }

    /// One function for both: a 401 is a class of its own, and permanent if the token was fresh.
    #[retry(max_attempts = 4, jitter = "none", attempt = attempt)]
    async fn load_by_class(&self) -> Result<String, ApiError> {
        // A connection that was refused is unsent as well. A fresh token does no harm then.
        let fresh = attempt.last_class() == Some(Class::Unsent);
        let token = if fresh {
            self.refresh().await?
        } else {
            self.token()
        };
        let request = self.client.get(&self.url).bearer_auth(token);
        let response = request.send().await?;
        match response.status() {
            StatusCode::UNAUTHORIZED if fresh => Err(ApiError::Unauthorized),
            StatusCode::UNAUTHORIZED => Err(ApiError::Expired),
            _ => Ok(response.check_status()?.text().await?),
        }
    }
}

fn token(headers: &HeaderMap) -> u32 {
    headers["authorization"]
        .to_str()
        .ok()
        .and_then(|value| value.strip_prefix("Bearer ")?.parse().ok())
        .expect("a token")
}

/// Knows the first refreshed token.
fn expired_once(_: usize, headers: &HeaderMap) -> Reply {
    match token(headers) {
        1 => (200, &[]),
        _ => (401, &[]),
    }
}

#[tokio::test]
async fn two_layers_refresh_an_expired_token_and_repeat_at_once() {
    let server = Server::start(expired_once);
    let api = Api::new(&server);
    let (page, waits) = timed(api.load()).await;
    assert_eq!(page.expect("a fresh token"), "hello");
    assert_eq!((server.requests(), api.token()), (2, 1));
    assert!(waits.is_empty(), "there is nothing to wait for: {waits:?}");
}

#[tokio::test]
async fn one_function_by_class_refreshes_an_expired_token_after_a_wait() {
    let server = Server::start(expired_once);
    let api = Api::new(&server);
    let (page, waits) = timed(api.load_by_class()).await;
    assert_eq!(page.expect("a fresh token"), "hello");
    assert_eq!((server.requests(), api.token()), (2, 1));
    assert_eq!(waits, [secs(1)]);
}

#[tokio::test]
async fn two_layers_give_up_when_a_fresh_token_is_not_accepted() {
    let server = Server::in_turn(&[(401, &[])]);
    let api = Api::new(&server);
    let (page, _) = timed(api.load()).await;
    assert!(matches!(page, Err(ApiError::Unauthorized)), "{page:?}");
    assert_eq!((server.requests(), api.token()), (2, 1));
}

#[tokio::test]
async fn one_function_by_class_gives_up_when_a_fresh_token_is_not_accepted() {
    let server = Server::in_turn(&[(401, &[])]);
    let api = Api::new(&server);
    let (page, _) = timed(api.load_by_class()).await;
    assert!(matches!(page, Err(ApiError::Unauthorized)), "{page:?}");
    assert_eq!((server.requests(), api.token()), (2, 1));
}

#[tokio::test]
async fn a_token_that_is_accepted_is_not_refreshed() {
    let server = Server::in_turn(&[(200, &[])]);
    let api = Api::new(&server);

    assert!(api.load().await.is_ok(), "two layers");
    assert!(api.load_by_class().await.is_ok(), "by class");
    assert_eq!((server.requests(), api.token()), (2, 0));
}

/// In between, the server has troubles that pass.
fn expired_amid_troubles(number: usize, headers: &HeaderMap) -> Reply {
    match number {
        1 | 3 => (503, &[]),
        _ => expired_once(number, headers),
    }
}

#[tokio::test]
async fn two_layers_retry_transient_statuses_before_and_after_a_refresh() {
    let server = Server::start(expired_amid_troubles);
    let api = Api::new(&server);
    let (page, waits) = timed(api.load()).await;
    assert_eq!(page.expect("a fresh token"), "hello");
    assert_eq!((server.requests(), api.token()), (4, 1));
    assert_eq!(waits, [1, 1].map(secs));
}

#[tokio::test]
async fn one_function_by_class_retries_transient_statuses_before_and_after_a_refresh() {
    let server = Server::start(expired_amid_troubles);
    let api = Api::new(&server);
    let (page, waits) = timed(api.load_by_class()).await;
    assert_eq!(page.expect("a fresh token"), "hello");
    assert_eq!((server.requests(), api.token()), (4, 1));
    assert_eq!(waits, [1, 2, 4].map(secs));
}

#[tokio::test]
async fn a_missing_page_refreshes_no_token() {
    let server = Server::in_turn(&[(404, &[])]);
    let api = Api::new(&server);

    let pages = [api.load().await, api.load_by_class().await];
    for page in pages {
        assert!(matches!(page, Err(ApiError::Status(_))), "{page:?}");
    }
    assert_eq!((server.requests(), api.token()), (2, 0));
}
