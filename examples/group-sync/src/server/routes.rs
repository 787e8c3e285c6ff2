//! The API: what is asked, who may ask it, and what is answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use reattempt::{Class, Classify};
use serde::Deserialize;

use super::Shared;
use super::seen::IDEMPOTENCY_KEY;
use super::store::Outcome;

type Server = State<Arc<Shared>>;

#[derive(Deserialize)]
struct NewUser {
    name: String,
}

#[derive(Deserialize)]
struct NewGroup {
    name: String,
    members: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Members {
    members: BTreeSet<String>,
}

/// A status, and why.
struct Refusal(StatusCode, &'static str);

pub(super) fn routes(server: Arc<Shared>) -> Router {
    Router::new()
        .route("/users", get(users).post(create_user))
        .route("/groups", get(groups).post(create_group))
        .route("/groups/{name}", put(update_group).delete(delete_group))
        .layer(middleware::from_fn_with_state(Arc::clone(&server), admit))
        .with_state(server)
}

/// Counts a request, lets a fault happen to it, and asks who sent it.
async fn admit(State(server): Server, request: Request, next: Next) -> Response {
    let resource = request.uri().path().split('/').nth(1).unwrap_or_default();
    let kind = format!("{} /{resource}", request.method());
    server.seen.add(&kind);
    let fault = server.faults.next(&kind, key(request.headers()));
    let answer = async {
        match server.may(request.method(), request.headers()) {
            Ok(()) => next.run(request).await,
            Err(refusal) => refusal.into_response(),
        }
    };
    fault.happen(answer).await
}

impl Shared {
    fn may(&self, method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
        let token = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        match token {
            Some(token) if token == self.tokens.admin => Ok(()),
            Some(token) if token == self.tokens.reader && method == Method::GET => Ok(()),
            Some(token) if token == self.tokens.reader => Err(Refusal(
                StatusCode::FORBIDDEN,
                "this token may look and not change",
            )),
            _ => Err(Refusal(StatusCode::UNAUTHORIZED, "unknown token")),
        }
    }
}

async fn users(State(server): Server) -> Result<Json<BTreeSet<String>>, Refusal> {
    Ok(Json(server.store.users().await?))
}

async fn groups(
    State(server): Server,
) -> Result<Json<BTreeMap<String, BTreeSet<String>>>, Refusal> {
    Ok(Json(server.store.groups().await?))
}

async fn create_user(
    State(server): Server,
    headers: HeaderMap,
    Json(user): Json<NewUser>,
) -> Result<StatusCode, Refusal> {
    const NO_KEY: Refusal = Refusal(StatusCode::BAD_REQUEST, "a create needs an Idempotency-Key");
    let key = key(&headers).ok_or(NO_KEY)?;
    check_name(&user.name)?;
    answer(
        server.store.create_user(key, &user.name).await?,
        StatusCode::CREATED,
    )
}

async fn create_group(
    State(server): Server,
    Json(group): Json<NewGroup>,
) -> Result<StatusCode, Refusal> {
    check_name(&group.name)?;
    let outcome = server.store.create_group(&group.name, &group.members).await;
    answer(outcome?, StatusCode::CREATED)
}

async fn update_group(
    State(server): Server,
    Path(name): Path<String>,
    Json(Members { members }): Json<Members>,
) -> Result<StatusCode, Refusal> {
    let outcome = server.store.replace_members(&name, &members).await;
    answer(outcome?, StatusCode::NO_CONTENT)
}

async fn delete_group(
    State(server): Server,
    Path(name): Path<String>,
) -> Result<StatusCode, Refusal> {
    answer(
        server.store.delete_group(&name).await?,
        StatusCode::NO_CONTENT,
    )
}

fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get(IDEMPOTENCY_KEY)?.to_str().ok()
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let is_name = !name.is_empty() && name.len() <= 100 && !name.contains(char::is_control);
    let bad_name = Refusal(
        StatusCode::BAD_REQUEST,
        "a name is 1 to 100 bytes, without control characters",
    );
    is_name.then_some(()).ok_or(bad_name)
}

fn answer(outcome: Outcome, done: StatusCode) -> Result<StatusCode, Refusal> {
    match outcome {
        Outcome::Done => Ok(done),
        Outcome::Taken => Err(Refusal(StatusCode::CONFLICT, "the name is taken")),
        Outcome::KeyReused => Err(Refusal(
            StatusCode::UNPROCESSABLE_ENTITY,
            "the key belongs to another user",
        )),
        Outcome::UnknownMember => Err(Refusal(
            StatusCode::UNPROCESSABLE_ENTITY,
            "a member is no user",
        )),
        Outcome::Missing => Err(Refusal(StatusCode::NOT_FOUND, "no such group")),
    }
}

/// The store has tried again where that helps.
impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        match error.classify() {
            Class::Permanent => Self(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the database has a fault",
            ),
            _ => Self(
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(serde_json::json!({ "error": self.1 }))).into_response()
    }
}
