//! The HTTP API: what is retried, and the two time limits.

use std::time::Duration;

use reattempt::StopReason;
use unify::clients::api::Api;
use unify::far::http::HttpServer;
use unify::far::{Fault, Faults};
use unify::guards::Guards;

use crate::support::{UNAVAILABLE, at_once, context, endpoint, gaps, http, reasons, requests};

fn api(server: &HttpServer, faults: Faults) -> Api {
    Api::new(endpoint(server, faults), Guards::new("api of a test"))
}

#[tokio::test]
async fn what_may_pass_is_retried_with_the_id_of_the_request() {
    let server = http().await;
    let api = api(&server, Faults::first([UNAVAILABLE, Fault::Break]));

    at_once(api.weather(&context(), "berlin")).await.unwrap();

    let seen = server.seen("it");
    let ids: Vec<_> = seen.iter().map(|seen| &*seen.request_id).collect();
    assert_eq!(ids, ["request-1"; 3]);
}

#[tokio::test]
async fn what_does_not_pass_is_asked_once() {
    for status in [400, 401, 403, 404] {
        let server = http().await;
        let api = api(&server, Faults::always(Fault::Status(status)));

        at_once(api.weather(&context(), "berlin"))
            .await
            .unwrap_err();

        assert_eq!(requests(&server), 1, "{status}");
    }
}

#[tokio::test]
async fn an_attempt_that_hangs_ends_after_two_seconds() {
    let server = http().await;
    let api = api(&server, Faults::first([Fault::Hang]));

    at_once(api.weather(&context(), "berlin")).await.unwrap();

    let gap = gaps(&server)[0];
    assert!(gap >= Duration::from_secs(2), "{gap:?}");
}

#[tokio::test]
async fn a_wait_that_would_end_after_the_total_time_is_not_begun() {
    let server = http().await;
    let wait = Duration::from_secs(25);
    let api = api(&server, Faults::first([Fault::Throttle(wait)]));

    let (result, reasons) = reasons(api.weather(&context(), "berlin")).await;

    result.unwrap_err();
    assert_eq!(reasons, [StopReason::Hint]);
    assert_eq!(requests(&server), 1);
}
