//! What the program answers: the page, and the same numbers for programs.

use std::{error::Error, sync::Arc};

use axum::{
    Form, Json, Router,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use maud::Markup;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use reattempt::Sites;
use serde::Deserialize;

use crate::{
    bands,
    fault::{Fault, Mode},
    last_minute::LastMinute,
    live::live,
    page::page,
};

struct Dashboard {
    fault: Arc<Fault>,
    last_minute: Arc<LastMinute>,
    /// Drawn once: policies do not change.
    bands: Markup,
    prometheus: PrometheusHandle,
}

impl Dashboard {
    fn live(&self) -> Markup {
        live(&reattempt::sites(), &self.last_minute, &self.fault)
    }
}

/// # Errors
/// That something else counts metrics already, or a policy that cannot be drawn.
pub(crate) fn routes(fault: Arc<Fault>) -> Result<Router, Box<dyn Error>> {
    let dashboard = Dashboard {
        last_minute: LastMinute::start(&fault),
        fault,
        bands: bands::draw(&reattempt::sites())?,
        prometheus: recorder()?,
    };
    Ok(Router::new()
        .route("/", get(whole_page))
        .route("/live", get(live_part))
        .route("/fault", post(set_fault))
        .route("/sites.json", get(sites))
        .route("/metrics", get(metrics))
        .with_state(Arc::new(dashboard)))
}

type Shared = State<Arc<Dashboard>>;

async fn whole_page(State(dashboard): Shared) -> Markup {
    page(dashboard.fault.mode(), &dashboard.live(), &dashboard.bands)
}

async fn live_part(State(dashboard): Shared) -> Markup {
    dashboard.live()
}

#[derive(Deserialize)]
struct SetFault {
    fault: Mode,
}

async fn set_fault(State(dashboard): Shared, Form(form): Form<SetFault>) -> Redirect {
    dashboard.fault.set_mode(form.fault);
    Redirect::to("/")
}

async fn sites() -> Json<Sites> {
    Json(reattempt::sites())
}

async fn metrics(State(dashboard): Shared) -> impl IntoResponse {
    // Budgets fill up by successes, which tell nobody: their gauges are set here.
    reattempt::metrics::collect();
    let content_type = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (content_type, dashboard.prometheus.render())
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
