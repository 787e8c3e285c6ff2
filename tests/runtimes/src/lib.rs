//! A function that knows of no runtime, as a library has it.
#![cfg(any(feature = "futures-timer", feature = "program-clock"))]

use std::cell::Cell;
use std::io;
use std::time::Duration;

use reattempt::{Jitter, Policy, Retry, Strategy, retry};

/// What lies between the three calls in all.
pub const WAITED: Duration = Duration::from_millis(40);

/// Succeeds at the third call. Returns how many were made.
#[retry(max_attempts = 3, backoff = ["20ms"], jitter = "none")]
pub async fn retried(calls: &Cell<u32>) -> io::Result<u32> {
    up_at_third(calls)
}

/// The same by a value.
pub async fn called(calls: &Cell<u32>) -> io::Result<u32> {
    const POLICY: Policy = Policy::builder()
        .max_attempts(3)
        .backoff(Strategy::Fixed)
        .initial_delay(Duration::from_millis(20))
        .jitter(Jitter::None)
        .build();
    Retry::new(POLICY)
        .call_async(async || up_at_third(calls))
        .await
}

fn up_at_third(calls: &Cell<u32>) -> io::Result<u32> {
    calls.set(calls.get() + 1);
    if calls.get() < 3 {
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    Ok(calls.get())
}
