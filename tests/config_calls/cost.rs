//! What a configuration that is in force costs: nothing on success, and one allocation for a call that fails, in which
//! its policy is.

use crate::Turn;
use allocation_counter::measure;
use reattempt::config::{self, Config};
use reattempt::retry;
use std::cell::Cell;

#[derive(Debug)]
struct Busy;

#[retry(name = "ask", backoff = ["0s"], on = [_])]
fn ask(failures: &Cell<u32>) -> Result<(), Busy> {
    let left = failures.get();
    failures.set(left.saturating_sub(1));
    if left == 0 { Ok(()) } else { Err(Busy) }
}

/// What one call allocates that fails so often.
fn allocations(failures: u32) -> u64 {
    let failures = Cell::new(failures);
    measure(|| drop(ask(&failures))).count_total
}

#[test]
fn a_configuration_in_force_adds_one_allocation_to_a_call_that_fails() {
    let _turn = Turn::begin();
    // What is set up once for a thread.
    allocations(1);
    let failures = [0, 1, 2];
    let without = failures.map(allocations);
    let config = Config::new().toml("retry.toml", "ask = { max_attempts = 5, backoff = [0] }");
    config.apply().unwrap();
    assert_eq!(
        failures.map(allocations),
        [0, without[1] + 1, without[2] + 1]
    );
    assert_eq!(without[0], 0);
    config::clear();
    assert_eq!(failures.map(allocations), without);
}
