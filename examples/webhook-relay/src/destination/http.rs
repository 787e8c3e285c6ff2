//! An HTTP server. Any 2xx means that it has the webhook.

use reattempt::classify::http_1::StatusError;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url, redirect};

use crate::delivery::Delivery;
use crate::error::DeliveryError;

pub struct Http {
    client: Client,
    url: Url,
}

impl Http {
    pub(super) fn new(url: &str) -> Result<Self, DeliveryError> {
        let url = Url::parse(url).map_err(|error| DeliveryError::Rejected(error.to_string()))?;
        // A redirect would turn the `POST` into a `GET`.
        let client = Client::builder().redirect(redirect::Policy::none());
        let client = client.build().map_err(of_client)?;
        Ok(Self { client, url })
    }

    pub(super) async fn deliver(&self, delivery: &Delivery) -> Result<(), DeliveryError> {
        let request = self.client.post(self.url.clone());
        let request = request
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", &delivery.id)
            .header("x-webhook", &delivery.webhook)
            .body(delivery.payload.get().to_owned());
        let answer = request.send().await.map_err(of_client)?;
        if answer.status().is_success() {
            return Ok(());
        }
        let error = StatusError::new(answer.status(), answer.headers());
        Err(DeliveryError::of_status(&error))
    }
}

/// A URL may have a password.
fn of_client(error: reqwest::Error) -> DeliveryError {
    DeliveryError::of_client(&error.without_url())
}
