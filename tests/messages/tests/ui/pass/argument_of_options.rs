//! An argument that only the options use is used.
#![deny(unused)]

use std::time::Duration;

use reattempt::retry;

#[retry(max_attempts = 2, initial_delay = "1ms", sleep = |delay| *slept += delay)]
fn nothing(slept: &mut Duration) -> Option<()> {
    None
}

#[retry(max_attempts = 2, initial_delay = "1ms", sleep = |delay| *slept += delay)]
fn shown(slept: &mut Duration) -> Option<()> {
    println!("{slept:?}");
    None
}

fn main() {
    let mut slept = Duration::ZERO;
    nothing(&mut slept);
    shown(&mut slept);
    assert!(!slept.is_zero());
}
