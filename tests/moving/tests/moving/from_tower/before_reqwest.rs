use reqwest::{Client, retry};

pub(crate) async fn load(url: &str) -> reqwest::Result<String> {
    let retries = retry::for_host("127.0.0.1")
        .max_retries_per_request(2)
        .max_extra_load(0.2)
        .classify_fn(|attempt| match attempt.status() {
            Some(status) if status.is_server_error() => attempt.retryable(),
            _ => attempt.success(),
        });
    let client = Client::builder().no_proxy().retry(retries).build()?;
    let response = client.get(url).send().await?;
    response.error_for_status()?.text().await
}
