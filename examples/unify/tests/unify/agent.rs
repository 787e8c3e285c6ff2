//! The step of an agent: what it remembers, and who retries.

use unify::clients::agent::Agent;
use unify::clients::others::Mcp;
use unify::far::http::HttpServer;
use unify::far::{Fault, Faults};
use unify::guards::Guards;

use crate::support::{UNAVAILABLE, at_once, context, endpoint, http};

fn agent(server: &HttpServer, faults: Faults) -> Agent {
    Agent::new(Mcp(
        endpoint(server, faults),
        Guards::new("tools of a test"),
    ))
}

fn tools(server: &HttpServer) -> Vec<String> {
    let seen = server.seen("it").into_iter();
    seen.map(|seen| seen.path).collect()
}

#[tokio::test]
async fn a_step_goes_on_with_the_tool_that_failed() {
    let server = http().await;
    let faults = [Fault::None, UNAVAILABLE, Fault::Break];
    let mut agent = agent(&server, Faults::first(faults));

    let answered = at_once(agent.step(&context())).await.unwrap();

    assert_eq!(answered, 2);
    assert_eq!(
        tools(&server),
        ["search", "calculate", "calculate", "calculate"]
    );
}

#[tokio::test]
async fn what_it_knows_outlasts_a_step_that_failed() {
    let server = http().await;
    let faults = [Fault::None, Fault::Status(404)];
    let mut agent = agent(&server, Faults::first(faults));

    at_once(agent.step(&context())).await.unwrap_err();
    at_once(agent.step(&context())).await.unwrap();

    assert_eq!(tools(&server), ["search", "calculate", "calculate"]);
}

#[tokio::test]
async fn only_the_step_retries_and_not_the_tools_in_it_as_well() {
    let server = http().await;
    let mut agent = agent(&server, Faults::always(UNAVAILABLE));

    at_once(agent.step(&context())).await.unwrap_err();

    assert_eq!(tools(&server), ["search"; 3]);
}
