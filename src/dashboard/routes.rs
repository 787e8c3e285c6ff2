//! Which request is answered by what.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use super::command::Target;
use super::refused::Refused;
use super::view::{self, Viewer};
use super::{Dashboard, ErrorTexts, admit, headers, json, operate};

type Shared = State<Arc<Dashboard>>;

pub(super) fn routes<S>(dashboard: Dashboard) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut routes = Router::new()
        .route("/", get(page))
        .route("/live", get(live))
        .route("/sites.json", get(sites))
        .route("/guards.json", get(guards));
    if dashboard.operators.is_some() {
        for (path, target) in [
            ("/switch", Target::Retries),
            ("/breaker", Target::Breaker),
            ("/budget", Target::Budget),
            ("/counts", Target::Counts),
        ] {
            let change = move |State(dashboard): Shared, request: Request| async move {
                change(&dashboard, target, request).await
            };
            routes = routes.route(path, post(change));
        }
    }
    routes
        .route_layer(map_response(headers::add))
        .with_state(Arc::new(dashboard))
}

async fn page(State(dashboard): Shared, request: Request) -> Html<String> {
    let viewer = viewer(&dashboard, &request.into_parts().0);
    Html(view::page(viewer).into_string())
}

async fn live(State(dashboard): Shared, request: Request) -> Html<String> {
    let viewer = viewer(&dashboard, &request.into_parts().0);
    Html(view::live(viewer).into_string())
}

fn viewer(dashboard: &Dashboard, request: &Parts) -> Viewer {
    Viewer {
        may_operate: dashboard.may_operate(request),
        sees_errors: dashboard.errors == ErrorTexts::Shown,
    }
}

async fn sites(State(dashboard): Shared) -> Response {
    as_json(&json::sites(dashboard.errors))
}

async fn guards() -> Response {
    as_json(&json::guards())
}

async fn change(
    dashboard: &Dashboard,
    target: Target,
    request: Request,
) -> Result<Response, Refused> {
    let body = admit::admit(dashboard, request).await?;
    let command = target.command(&body)?;
    let done = operate::carry_out(&command)?;
    Ok(as_json(&serde_json::json!({ "done": done })))
}

pub(super) fn as_json(value: &serde_json::Value) -> Response {
    ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}
