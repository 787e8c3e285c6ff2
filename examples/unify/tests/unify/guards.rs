//! A breaker and a budget for each dependency.

use futures_util::future::join_all;
use reattempt::guard::{BreakerState, breakers};
use unify::clients::api::Api;
use unify::clients::others::{Auth, ClickHouse, Mcp};
use unify::endpoint::Endpoint;
use unify::far::Faults;
use unify::guards::Guards;

use crate::support::{UNAVAILABLE, at_once, context, endpoint, http, requests};

#[tokio::test]
async fn a_dependency_that_is_down_is_left_alone_and_no_other_is() {
    let server = http().await;
    let guards = Guards::new("down");
    let down = Api::new(
        endpoint(&server, Faults::always(UNAVAILABLE)),
        guards.clone(),
    );
    let well = Endpoint::new(server.place("well", Faults::first([]))).unwrap();
    let well = Api::new(well, Guards::new("well"));

    for _ in 0..10 {
        at_once(down.weather(&context(), "berlin"))
            .await
            .unwrap_err();
        at_once(well.weather(&context(), "berlin")).await.unwrap();
    }

    assert_eq!(requests(&server), 5);
    assert_eq!(server.seen("well").len(), 10);
    assert_eq!(guards.breaker.state(), BreakerState::Open);
    let listed = breakers();
    let states: Vec<_> = listed
        .named("down")
        .map(|breaker| breaker.state())
        .collect();
    assert_eq!(states, [BreakerState::Open]);
}

#[tokio::test]
async fn a_budget_is_one_for_all_calls_of_a_dependency() {
    let server = http().await;
    let guards = Guards::new("budgeted");
    guards.breaker.force_closed();
    let api = Api::new(endpoint(&server, Faults::always(UNAVAILABLE)), guards);

    let context = context();
    join_all((0..50).map(|_| at_once(api.weather(&context, "berlin")))).await;

    // 500 tokens, of which a retry takes 14.
    assert_eq!(requests(&server), 50 + 35);
}

#[tokio::test]
async fn a_client_of_one_line_has_all_of_it() {
    let server = http().await;
    let place = |name: &str| {
        let faults = Faults::always(UNAVAILABLE);
        Endpoint::new(server.place(name, faults)).unwrap()
    };
    let auth = Auth(place("auth"), Guards::new("auth of a test"));
    let clickhouse = ClickHouse(place("clickhouse"), Guards::new("clickhouse of a test"));
    let mcp = Mcp(place("mcp"), Guards::new("mcp of a test"));
    let context = context();

    at_once(auth.token(&context)).await.unwrap_err();
    at_once(clickhouse.query(&context, "SELECT 1"))
        .await
        .unwrap_err();
    let arguments = serde_json::json!({});
    let tool = mcp.call(&context, "search", &arguments);
    at_once(tool).await.unwrap_err();

    let seen = ["auth", "clickhouse", "mcp"].map(|name| server.seen(name).len());
    assert_eq!(seen, [3, 5, 3]);
    assert_eq!(clickhouse.1.breaker.state(), BreakerState::Open);
}
