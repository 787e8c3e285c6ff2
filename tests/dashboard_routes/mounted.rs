//! Where the page may be mounted.

use axum::http::StatusCode;
use axum::{Router, routing};
use reattempt::dashboard;

use crate::get;

#[derive(Clone)]
struct AppState;

#[test]
fn it_goes_into_a_router_with_any_state_under_any_path() {
    let app: Router<AppState> = Router::new()
        .route("/", routing::get(async || "the program"))
        .nest("/admin/retries", dashboard::router())
        .nest("/slash/", dashboard::router());
    let app = app.with_state(AppState);
    for path in [
        "/admin/retries",
        "/admin/retries/live",
        "/admin/retries/sites.json",
        "/slash/",
        "/slash/guards.json",
    ] {
        assert_eq!(get(app.clone(), path).status, StatusCode::OK, "{path}");
    }
    assert_eq!(get(app.clone(), "/").body, "the program");
    let unknown = get(app, "/admin/retries/other");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[test]
fn the_page_names_no_path_of_its_own_and_nothing_elsewhere() {
    let page = get(dashboard::router(), "/").body;
    for part in ["href=\"/", "src=", "http://", "https://", "url("] {
        assert!(!page.contains(part), "{part}");
    }
}
