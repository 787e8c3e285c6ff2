//! A policy that is built in the attribute, from what is known when it is compiled.

use reattempt::{Policy, presets, retry};
use std::time::Duration;

#[retry(policy = Policy::builder().max_attempts(0).build(), on = [_])]
fn no_attempt() -> Result<(), ()> {
    Err(())
}

#[retry(policy = presets::HTTP.to_builder().max_delay(Duration::ZERO).build(), on = [_])]
async fn no_wait() -> Result<(), ()> {
    Err(())
}

fn main() {}
