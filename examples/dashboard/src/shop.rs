//! What a shop asks of others: each a function that retries itself in its own way.

use std::{
    net::SocketAddr,
    sync::mpsc::{SyncSender, TrySendError},
    time::Duration,
};

use reattempt::{
    Breaker, Classify, Interrupted,
    classify::http_1::{CheckStatus, StatusError},
    retry,
};
use reqwest::Client;

use crate::servers::Servers;

/// After five refused payments in a row there are none for two seconds.
static PAYMENTS: Breaker = Breaker::builder()
    .name("payments")
    .consecutive_failures(5)
    .open_for(Duration::from_secs(2))
    .build();

#[derive(Debug, thiserror::Error, Classify)]
pub(crate) enum CallError {
    #[error("no answer: {0}")]
    #[classify(forward)]
    NoAnswer(#[from] reqwest::Error),
    #[error(transparent)]
    #[classify(forward)]
    Status(#[from] StatusError),
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

#[derive(Debug, thiserror::Error, Classify)]
pub(crate) enum JournalError {
    #[error("the journal is full")]
    #[classify(transient)]
    Full,
    #[error("nobody reads the journal")]
    #[classify(permanent)]
    Closed,
}

pub(crate) struct Shop {
    client: Client,
    servers: Servers,
}

impl Shop {
    pub(crate) fn new(servers: Servers) -> reqwest::Result<Self> {
        // A new connection each time, to see when they are refused.
        let client = Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Self { client, servers })
    }

    async fn get(&self, address: SocketAddr, path: &str) -> Result<String, CallError> {
        let url = format!("http://{address}{path}");
        Ok(self
            .client
            .get(url)
            .send()
            .await?
            .check_status()?
            .text()
            .await?)
    }
}

/// Waits as long as the server asks for, where it does.
#[retry(max_attempts = 4, initial_delay = "50ms", max_elapsed = "5s")]
pub(crate) async fn price(shop: &Shop) -> Result<String, CallError> {
    shop.get(shop.servers.shop, "/price").await
}

/// Does not wait for slow answers.
#[retry(
    max_attempts = 4,
    attempt_timeout = "100ms",
    backoff = "fibonacci",
    initial_delay = "30ms"
)]
pub(crate) async fn stock(shop: &Shop) -> Result<String, CallError> {
    shop.get(shop.servers.shop, "/stock").await
}

/// Retries as long as most searches succeed. What customers search for is in the log, whatever it is.
#[retry(max_attempts = 5, initial_delay = "40ms", budget, label = term)]
pub(crate) async fn search(shop: &Shop, term: &str) -> Result<String, CallError> {
    shop.get(shop.servers.shop, "/search").await
}

/// Retries only what has certainly not been paid, and leaves a dead server alone.
#[retry(max_attempts = 3, initial_delay = "60ms", idempotent = false, breaker = PAYMENTS)]
pub(crate) async fn charge(shop: &Shop) -> Result<String, CallError> {
    shop.get(shop.servers.payments, "/charge").await
}

/// Asks until it is ready.
#[retry(max_attempts = 6, backoff = "fixed", initial_delay = "80ms", jitter = 0.2, until = |report| report == "ready")]
pub(crate) async fn report(shop: &Shop) -> Result<String, CallError> {
    shop.get(shop.servers.shop, "/report").await
}

/// Writes into a queue with few places. Not async: it blocks its thread while it waits.
#[retry(
    max_attempts = 6,
    backoff = "decorrelated",
    initial_delay = "5ms",
    max_delay = "100ms"
)]
pub(crate) fn note(journal: &SyncSender<&str>, entry: &'static str) -> Result<(), JournalError> {
    journal.try_send(entry).map_err(|error| match error {
        TrySendError::Full(_) => JournalError::Full,
        TrySendError::Disconnected(_) => JournalError::Closed,
    })
}
