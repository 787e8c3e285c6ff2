//! Attributes on handlers of web servers: `axum`, `actix-web`.

use std::io;

use reattempt::{Classify, retry};

use crate::{Runs, sites_in};

mod axum_handlers {
    use super::{Classify, Runs, retry};
    use axum::extract::State;
    use axum::http::StatusCode;
    use axum::response::{IntoResponse, Response};

    pub(super) static RUNS: Runs = Runs::new();

    #[derive(Debug, Classify)]
    #[classify(transient)]
    pub(super) struct LoadError;

    impl IntoResponse for LoadError {
        fn into_response(self) -> Response {
            StatusCode::BAD_GATEWAY.into_response()
        }
    }

    #[axum::debug_handler]
    #[retry(backoff = ["0s"])]
    pub(super) async fn above(State(()): State<()>, body: String) -> Result<String, LoadError> {
        assert_eq!(body, "body");
        RUNS.fail().map_err(|_| LoadError)
    }

    #[retry(backoff = ["0s"])]
    #[axum::debug_handler]
    pub(super) async fn below(State(()): State<()>, body: String) -> Result<String, LoadError> {
        assert_eq!(body, "body");
        RUNS.fail().map_err(|_| LoadError)
    }
}

mod actix_handlers {
    use super::{Runs, io, retry};
    use actix_web::dev::ServiceResponse;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, get};

    pub(super) static RUNS: Runs = Runs::new();

    #[get("/above")]
    #[retry(backoff = ["0s"])]
    async fn above(body: String) -> io::Result<String> {
        assert_eq!(body, "");
        RUNS.fail()
    }

    #[retry(backoff = ["0s"])]
    #[get("/below")]
    async fn below(body: String) -> io::Result<String> {
        assert_eq!(body, "");
        RUNS.fail()
    }

    pub(super) async fn get(path: &str) -> ServiceResponse {
        let app = init_service(App::new().service(above).service(below)).await;
        call_service(&app, TestRequest::get().uri(path).to_request()).await
    }
}

#[tokio::test]
async fn a_handler_of_axum_is_run_three_times() {
    use axum::extract::State;

    let body = || "body".to_owned();
    assert!(axum_handlers::above(State(()), body()).await.is_err());
    assert_eq!(axum_handlers::RUNS.take(), 3);
    assert!(axum_handlers::below(State(()), body()).await.is_err());
    assert_eq!(axum_handlers::RUNS.take(), 3);
    let _router: axum::Router<()> = axum::Router::new()
        .route("/above", axum::routing::get(axum_handlers::above))
        .route("/below", axum::routing::get(axum_handlers::below));
    // In debug builds the attribute copies the handler, to look at what it takes and returns.
    let mut sites = sites_in(concat!(module_path!(), "::axum_handlers"));
    sites.dedup();
    assert_eq!(sites, ["above", "below"]);
}

#[actix_web::test]
async fn a_handler_of_actix_is_run_three_times() {
    for path in ["/above", "/below"] {
        assert!(actix_handlers::get(path).await.status().is_server_error());
        assert_eq!(actix_handlers::RUNS.take(), 3);
    }
    let sites = sites_in(concat!(module_path!(), "::actix_handlers"));
    assert_eq!(sites, ["above", "below"]);
}

#[retry(backoff = ["0s"])]
#[actix_web::main]
async fn main_of_actix(runs: &Runs) -> io::Result<()> {
    runs.fail()
}

/// One runtime, and in it all attempts: what the attribute below gets is a function that retries.
#[test]
fn retry_above_the_main_of_actix_is_run_three_times() {
    let runs = Runs::new();
    assert!(main_of_actix(&runs).is_err());
    assert_eq!(runs.take(), 3);
}
