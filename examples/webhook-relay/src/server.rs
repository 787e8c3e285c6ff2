//! The two faces: one port that webhooks are sent to, and one for operators, with the page.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::attempt::Route;
use crate::config::is_name;
use crate::delivery::{Delivery, LONGEST_KEY};
use crate::queue::{Letter, QueueError};
use crate::relay::{Answer, Relay};

/// A webhook is an event, and no file.
const LARGEST: usize = 256 * 1024;

/// A header that names an event, for senders that may send it twice.
const KEYS: [&str; 2] = ["idempotency-key", "webhook-id"];

/// Where webhooks are sent to.
pub fn senders(relay: Arc<Relay>) -> Router {
    Router::new()
        .route("/webhooks/{name}", post(receive))
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(relay)
}

/// For operators: whoever reaches it may read payloads.
pub fn operators(relay: Arc<Relay>, metrics: PrometheusHandle) -> Router {
    Router::new()
        .route("/", get(async || Html(include_str!("page.html"))))
        .route("/status", get(status))
        .route("/metrics", get(async move || metrics.render()))
        .route("/dead-letters", get(letters))
        .route("/dead-letters/redrive", post(redrive_all))
        .route("/dead-letters/{webhook}/{id}", get(letter))
        .route("/dead-letters/{webhook}/{id}/redrive", post(redrive))
        .with_state(relay)
}

/// What a sender did wrong, or we.
struct Refusal(StatusCode, &'static str, String);

async fn receive(
    State(relay): State<Arc<Relay>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let body = body.map_err(|bad| Refusal(bad.status(), "bad body", bad.body_text()))?;
    let route = relay.routes.get(&name);
    let route = route.ok_or_else(|| not_found("there is no such webhook"))?;
    check_token(route, &headers)?;
    let id = match KEYS.iter().find_map(|key| headers.get(*key)) {
        Some(key) => check_key(key.to_str().unwrap_or_default())?,
        None => format!("{:032x}", rand::random::<u128>()),
    };
    let payload: Box<RawValue> = serde_json::from_slice(&body)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, "bad JSON", error.to_string()))?;

    let answer = relay
        .accept(route, Delivery::new(&name, id.clone(), payload))
        .await?;
    let (code, status, message, note) = match answer {
        Answer::Delivered { attempts: 1 } => {
            (StatusCode::OK, "delivered", "delivered", String::new())
        }
        Answer::Delivered { attempts } => {
            let note = format!("after {attempts} attempts");
            (StatusCode::OK, "delivered", "delivered after a retry", note)
        }
        Answer::Accepted { after, because } => {
            let note = format!("next attempt in {:.1} s: {because}", after.as_secs_f64());
            (
                StatusCode::ACCEPTED,
                "accepted",
                "will be delivered in the background",
                note,
            )
        }
        Answer::Dead { because } => (
            StatusCode::ACCEPTED,
            "dead",
            "kept in the dead letters",
            because,
        ),
    };
    let body = json!({ "message": message, "status": status, "note": note, "id": id });
    Ok((code, Json(body)).into_response())
}

/// `Authorization: Bearer ..`, compared in a time that tells nothing.
fn check_token(route: &Route, headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let given = given
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let (given, token) = (given.as_bytes(), route.webhook.token.as_bytes());
    let pairs = given.iter().zip(token);
    let differences = pairs.fold(given.len() ^ token.len(), |all, (a, b)| {
        all | usize::from(a ^ b)
    });
    if differences == 0 {
        return Ok(());
    }
    let note = "send `Authorization: Bearer` and the token of this webhook".to_owned();
    Err(Refusal(StatusCode::UNAUTHORIZED, "wrong token", note))
}

fn check_key(key: &str) -> Result<String, Refusal> {
    let note = "1 to 128 letters, digits, `-`, `_`, `.` and `:`".to_owned();
    let bad_key = Refusal(StatusCode::BAD_REQUEST, "bad idempotency key", note);
    is_name(key, LONGEST_KEY)
        .then(|| key.to_owned())
        .ok_or(bad_key)
}

async fn status(State(relay): State<Arc<Relay>>) -> Result<Json<Value>, Refusal> {
    let depth = relay.queue.depth().await?;
    let webhooks = relay.routes.values().map(|route| {
        let webhook = &route.webhook;
        let breaker = relay.breakers.get(&webhook.name);
        json!({
            "name": webhook.name,
            "destination": webhook.target.kind(),
            "retry": webhook.retry.policy.to_string(),
            "attempts": route.counts.attempts.load(Relaxed),
            "delivered": route.counts.delivered.load(Relaxed),
            "dead": route.counts.dead.load(Relaxed),
            "breaker": breaker.as_ref().map_or("closed".to_owned(), |breaker| breaker.state().to_string()),
            "refusals": breaker.as_ref().map_or(0, |breaker| breaker.counts().refusals),
        })
    });
    let webhooks: Vec<_> = webhooks.collect();
    Ok(Json(
        json!({ "waiting": depth.waiting, "dead": depth.dead, "webhooks": webhooks }),
    ))
}

#[derive(Deserialize)]
struct Page {
    #[serde(default = "some")]
    limit: u32,
    #[serde(default)]
    skip: u32,
}

fn some() -> u32 {
    50
}

async fn letters(
    State(relay): State<Arc<Relay>>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Letter>>, Refusal> {
    Ok(Json(
        relay.queue.dead(page.limit.min(1000), page.skip).await?,
    ))
}

async fn letter(
    State(relay): State<Arc<Relay>>,
    Path((webhook, id)): Path<(String, String)>,
) -> Result<Json<Letter>, Refusal> {
    let letter = relay.queue.letter(&webhook, &id).await?;
    letter
        .map(Json)
        .ok_or_else(|| not_found("there is no such dead letter"))
}

async fn redrive(
    State(relay): State<Arc<Relay>>,
    Path((webhook, id)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    if !relay.queue.redrive(&webhook, &id).await? {
        return Err(not_found("there is no such dead letter"));
    }
    Ok((StatusCode::ACCEPTED, Json(json!({ "redriven": 1 }))))
}

/// Those that are there now, and not those that die meanwhile.
async fn redrive_all(
    State(relay): State<Arc<Relay>>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mut redriven = 0;
    let count = relay.queue.depth().await?.dead;
    for letter in relay
        .queue
        .dead(u32::try_from(count).unwrap_or(u32::MAX), 0)
        .await?
    {
        let Delivery { webhook, id, .. } = &letter.delivery;
        match relay.queue.redrive(webhook, id).await {
            Ok(is_there) => redriven += u32::from(is_there),
            // It stays there.
            Err(QueueError::Json(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::ACCEPTED, Json(json!({ "redriven": redriven }))))
}

fn not_found(message: &'static str) -> Refusal {
    Refusal(StatusCode::NOT_FOUND, message, String::new())
}

/// The queue has tried again where that helps.
impl From<QueueError> for Refusal {
    fn from(error: QueueError) -> Self {
        if let QueueError::Json(_) = error {
            return Self(StatusCode::CONFLICT, "no delivery", error.to_string());
        }
        tracing::error!(%error, "the queue does not do what it should");
        let note = "send it again".to_owned();
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the relay has a fault",
            note,
        )
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(status, message, note) = self;
        let body = json!({ "message": message, "status": "error", "note": note });
        (status, Json(body)).into_response()
    }
}
