//! What needs more than `core` does not compile, and `.ci/no-std` looks at what is said then.
use core::time::Duration;

use reattempt::{Policy, retry};

const LIMITED: Policy = Policy::builder()
    .max_elapsed(Duration::from_secs(5))
    .build();

#[retry]
fn nothing_to_wait_with() -> Option<()> {
    None
}

#[retry(max_attempts = 5, max_elapsed = "5s", sleep = |_| ())]
fn clock() -> Option<()> {
    None
}

#[retry(policy = LIMITED, sleep = |_| ())]
fn clock_in_a_policy() -> Option<()> {
    None
}

#[retry(on = [_], breaker = BREAKER, budget, label = 7, nested = "suppress", sleep = |_| ())]
fn all() -> Result<(), ()> {
    Err(())
}

fn main() {
    drop((nothing_to_wait_with(), clock(), clock_in_a_policy(), all()));
}
