//! What the tests begin with.

use std::time::Duration;

use reattempt::test_util::Recorder;
use reattempt::{Scope, StopReason};
use unify::context::Context;
use unify::endpoint::Endpoint;
use unify::far::http::HttpServer;
use unify::far::{Fault, Faults};

pub(crate) const UNAVAILABLE: Fault = Fault::Status(503);

pub(crate) async fn http() -> HttpServer {
    HttpServer::start().await.expect("a server on loopback")
}

pub(crate) fn endpoint(server: &HttpServer, faults: Faults) -> Endpoint {
    Endpoint::new(server.place("it", faults)).expect("a client")
}

/// How many requests have arrived.
pub(crate) fn requests(server: &HttpServer) -> usize {
    server.seen("it").len()
}

/// How long after the one before each request has arrived.
pub(crate) fn gaps(server: &HttpServer) -> Vec<Duration> {
    let seen = server.seen("it");
    let pairs = seen.windows(2).map(|pair| pair[1].at - pair[0].at);
    pairs.collect()
}

pub(crate) fn context() -> Context {
    Context::new("request-1")
}

/// The attempts that the policy allows, without its delays. (On a virtual clock `attempt_timeout` would end each
/// attempt that has to wait for an answer.)
pub(crate) async fn at_once<F: Future>(future: F) -> F::Output {
    Scope::new().at_most(u32::MAX).wrap(future).await
}

/// What came of it, and why its calls ended.
pub(crate) async fn reasons<F: Future>(future: F) -> (F::Output, Vec<StopReason>) {
    let recorder = Recorder::new();
    let output = recorder.scope().wrap(future).await;
    (output, recorder.reasons())
}
