//! What the program answers: the dashboard, and the same numbers for Prometheus.

use std::{error::Error, sync::Arc};

use axum::{
    Form, Router,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, SET_COOKIE},
    },
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use reattempt::dashboard::Dashboard;
use serde::Deserialize;

use crate::{
    fault::{Fault, Mode},
    login::Login,
};

#[derive(Clone)]
struct App {
    fault: Arc<Fault>,
    login: Login,
    prometheus: PrometheusHandle,
}

/// # Errors
/// That something else counts metrics already.
pub(crate) fn routes(fault: Arc<Fault>, login: Login) -> Result<Router, Box<dyn Error>> {
    let guard = login.clone();
    let dashboard = Dashboard::new().operators(move |request| guard.is_operator(request));
    let app = App {
        fault,
        login,
        prometheus: recorder()?,
    };
    Ok(Router::new()
        .nest("/retries", dashboard.into_router())
        .route("/login/{secret}", get(log_in))
        .route("/fault", post(set_fault))
        .route("/metrics", get(metrics))
        .with_state(app))
}

async fn log_in(
    State(app): State<App>,
    Path(secret): Path<String>,
) -> Result<impl IntoResponse, StatusCode> {
    let cookie = app.login.cookie(&secret).ok_or(StatusCode::FORBIDDEN)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/retries")))
}

#[derive(Deserialize)]
struct SetFault {
    fault: Mode,
}

async fn set_fault(State(app): State<App>, Form(form): Form<SetFault>) {
    app.fault.set_mode(form.fault);
}

async fn metrics(State(app): State<App>) -> impl IntoResponse {
    // Budgets fill up by successes, which tell nobody: their gauges are set here.
    reattempt::metrics::collect();
    let content_type = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (content_type, app.prometheus.render())
}

fn recorder() -> Result<PrometheusHandle, Box<dyn Error>> {
    // Without buckets the exporter makes summaries of histograms, which do not add up over servers.
    let attempts = Matcher::Full("reattempt_call_attempts".to_owned());
    let delay = Matcher::Full("reattempt_delay_seconds".to_owned());
    let prometheus = PrometheusBuilder::new()
        .set_buckets_for_metric(attempts, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?
        .set_buckets_for_metric(delay, &[0.01, 0.03, 0.1, 0.3, 1.0, 3.0])?
        .install_recorder()?;
    reattempt::metrics::describe();
    Ok(prometheus)
}
