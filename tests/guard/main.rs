//! What keeps retries from worsening an outage: `budget`, `breaker`, `nested`, `idempotent`, and a
//! backoff that learns. Without the feature `tracing` only the module about the log is left out.

mod adaptive;
mod breaker;
mod budget;
mod hooks_that_panic;
mod idempotent;
mod last_error;
#[cfg(feature = "tracing")]
mod log;
mod nested;
mod nested_bounded;
mod order;
mod panics;
mod per_key;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod tally;
mod unwind;
