use reattempt::classify::http_1::{CheckStatus, StatusError};
use reattempt::{Budget, Classify, retry};
use reqwest::Client;

static BUDGET: Budget = Budget::new();

#[derive(Debug, thiserror::Error, Classify)]
#[error(transparent)]
#[classify(forward)]
pub(crate) enum LoadError {
    Http(#[from] reqwest::Error),
    Status(#[from] StatusError),
}

#[retry(max_attempts = 3, backoff = ["0s"], budget = BUDGET)]
pub(crate) async fn load(url: &str) -> Result<String, LoadError> {
    let client = Client::builder()
        .no_proxy()
        .retry(reqwest::retry::never())
        .build()?;
    let response = client.get(url).send().await?;
    Ok(response.check_status()?.text().await?)
}
