//! By the timer of `futures-timer`, which needs no runtime.

use std::cell::Cell;
use std::time::Instant;

use runtimes::{WAITED, called, retried};

/// Calls both functions; they take their time.
async fn call_both() {
    let start = Instant::now();
    assert_eq!(retried(&Cell::new(0)).await.unwrap(), 3);
    assert!(start.elapsed() >= WAITED);
    assert_eq!(called(&Cell::new(0)).await.unwrap(), 3);
    assert!(start.elapsed() >= 2 * WAITED);
}

#[test]
fn under_smol() {
    smol::block_on(call_both());
}

#[test]
fn on_a_task_of_smol() {
    let executor = smol::LocalExecutor::new();
    smol::block_on(executor.run(executor.spawn(call_both())));
}

#[test]
fn under_async_std() {
    async_std::task::block_on(call_both());
}

#[test]
fn under_an_executor_without_anything() {
    pollster::block_on(call_both());
}
