//! `#[server]` of `server_fn`, which is that of `leptos`, as it is on the server.

use reattempt::retry;
use server_fn::{ServerFn as _, ServerFnError};
use server_fn_macro_default::server;

use crate::{Runs, sites_in};

static RUNS: Runs = Runs::new();

fn fail() -> Result<u32, ServerFnError> {
    RUNS.fail().map_err(ServerFnError::new)
}

#[server]
#[retry(on = [_], backoff = ["0s"])]
async fn above(id: u32) -> Result<u32, ServerFnError> {
    assert_eq!(id, 7);
    fail()
}

#[retry(on = [_], backoff = ["0s"])]
#[server]
async fn below(id: u32) -> Result<u32, ServerFnError> {
    assert_eq!(id, 7);
    fail()
}

#[tokio::test]
async fn a_server_function_is_run_three_times_and_not_nine() {
    assert!(above(7).await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(below(7).await.is_err());
    assert_eq!(RUNS.take(), 3);
    // As a request comes in.
    assert!(Above { id: 7 }.run_body().await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(Below { id: 7 }.run_body().await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert_eq!(sites_in(module_path!()), ["above", "below"]);
}
