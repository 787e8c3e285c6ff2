//! Retries as values: closures, loops of the caller's own, decisions without a call.

mod asynchronous;
mod bounds;
mod closures;
mod decisions;
mod guards;
mod pull;
#[cfg(feature = "sites")]
mod sites;
#[path = "../support/mod.rs"]
mod support;
#[cfg(feature = "tracing")]
mod twins;
