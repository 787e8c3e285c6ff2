//! What the dashboard answers. Operators change the whole process, so this is one of its own, in which tests take
//! turns.

mod allowed;
mod guards;
#[cfg(feature = "tracing")]
mod logged;
mod mounted;
mod refused;
mod seen;
#[cfg(feature = "tracing")]
#[path = "../support/mod.rs"]
mod support;

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use reattempt::dashboard::Dashboard;
use reattempt::guard::PerKey;
use reattempt::{Breaker, Budget, config, list_guards, retry};
use serde_json::Value;
use tower::ServiceExt;

/// Each begins and ends with a configuration of nothing.
struct Turn(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Turn {
    fn begin() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = Self(TURN.lock().unwrap_or_else(PoisonError::into_inner));
        PAYMENTS.reset();
        SEARCHES.reset();
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        config::clear();
    }
}

static PAYMENTS: Breaker = Breaker::builder()
    .name("payments")
    .consecutive_failures(100)
    .build();
static SEARCHES: Budget = Budget::total(10).named("searches");
static HOSTS: PerKey<String, Breaker> = PerKey::new(|_| Breaker::new()).named("hosts");

list_guards!(HOSTS);

#[retry(name = "pay", backoff = ["0s"], breaker = PAYMENTS, budget = SEARCHES, label = label)]
fn pay(error: &str, label: &str) -> io::Result<()> {
    Err(io::Error::new(
        io::ErrorKind::ConnectionReset,
        error.to_owned(),
    ))
}

#[retry(name = "mail.send", max_attempts = 2, backoff = ["0s"])]
fn mail() -> io::Result<()> {
    Err(io::ErrorKind::TimedOut.into())
}

/// Lets those operate who know the word.
fn guarded() -> Router {
    let knows = |request: &axum::http::request::Parts| {
        request
            .headers
            .get("x-operator")
            .is_some_and(|word| word == "secret")
    };
    Dashboard::new().operators(knows).into_router()
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn error(&self) -> String {
        self.json()["error"].as_str().expect("an error").to_owned()
    }
}

fn ask(router: Router, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let answer = router.oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    })
}

fn get(router: Router, path: &str) -> Answer {
    ask(router, Request::get(path).body(Body::empty()).unwrap())
}

/// As an operator sends it.
fn from_operator(path: &str) -> Builder {
    Request::post(path)
        .header("x-operator", "secret")
        .header("content-type", "application/json")
}

fn operate(path: &str, body: &str) -> Answer {
    ask(
        guarded(),
        from_operator(path)
            .body(Body::from(body.to_owned()))
            .unwrap(),
    )
}
