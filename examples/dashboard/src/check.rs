//! The program asks itself for everything once, to see that it is there.

use std::{error::Error, time::Duration};

use reqwest::{Client, StatusCode, header::COOKIE};
use tokio::time::{sleep, timeout};

use crate::login::Login;

/// How long it may take until every function of the shop has met an error.
const PATIENCE: Duration = Duration::from_secs(15);

pub(crate) async fn all(url: &str, login: &Login) -> Result<(), Box<dyn Error>> {
    let client = Client::builder().no_proxy().build()?;
    let get = async |path: &str| {
        let response = client.get(format!("{url}{path}")).send().await?;
        response.error_for_status()?.text().await
    };
    client
        .post(format!("{url}/fault"))
        .body("fault=on")
        .header("content-type", "application/x-www-form-urlencoded")
        .send()
        .await?
        .error_for_status()?;

    let names = ["price", "stock", "search", "charge", "report", "note"];
    let names = names.map(|name| format!("dashboard::shop::{name}"));
    let metrics = async || -> reqwest::Result<String> {
        loop {
            let metrics = get("/metrics").await?;
            let counted =
                |name| metrics.contains(&format!(r#"reattempt_attempts_total{{name="{name}""#));
            if names.iter().all(counted) {
                return Ok(metrics);
            }
            sleep(Duration::from_millis(100)).await;
        }
    };
    let metrics = timeout(PATIENCE, metrics()).await??;
    let page = get("/retries").await?;
    let json = get("/retries/sites.json").await?;
    for name in &names {
        assert!(page.contains(name) && json.contains(name), "{name}");
    }
    let switch_off = async |cookie: &str| {
        let request = client.post(format!("{url}/retries/switch"));
        let request = request.header(COOKIE, cookie);
        let request = request.header("content-type", "application/json");
        let body = r#"{"name": "*", "action": "off"}"#;
        Ok::<_, reqwest::Error>(request.body(body).send().await?.status())
    };
    assert_eq!(switch_off("").await?, StatusCode::FORBIDDEN);
    let secret = login.path().replace("/login/", "");
    let cookie = format!("operator={secret}");
    assert_eq!(switch_off(&cookie).await?, StatusCode::OK);
    assert!(get("/retries").await?.contains("an operator"));
    println!(
        "The page has {} characters, the metrics {} lines.",
        page.len(),
        metrics.lines().count(),
    );
    Ok(())
}
