//! `fastrace`. `#[instrument]` of `tracing` is with the spans of the crate itself.

use std::io;

use fastrace::trace;
use reattempt::retry;

use crate::{Runs, sites_in};

static RUNS: Runs = Runs::new();

#[trace]
#[retry(backoff = ["0s"])]
fn above(url: &str) -> io::Result<u32> {
    assert_eq!(url, "/");
    RUNS.fail()
}

/// `#[trace]` moves the arguments.
#[trace]
#[retry(backoff = ["0s"], clone = [url])]
async fn above_async(url: String) -> io::Result<u32> {
    assert_eq!(url, "/");
    RUNS.fail()
}

#[retry(backoff = ["0s"])]
#[trace]
async fn below(url: String) -> io::Result<u32> {
    assert_eq!(url, "/");
    RUNS.fail()
}

#[tokio::test]
async fn a_traced_function_is_run_three_times() {
    let url = || "/".to_owned();
    assert!(above("/").is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(above_async(url()).await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(below(url()).await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert_eq!(sites_in(module_path!()), ["above", "above_async", "below"]);
}
