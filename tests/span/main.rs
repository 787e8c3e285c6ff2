//! Spans: those of the option `span`, each of one attempt, and those of `#[instrument]`. Without the
//! feature `tracing` only the latter are left.

mod async_traits;
#[cfg(feature = "tracing")]
mod attempts;
mod instrument;
#[cfg(feature = "tracing")]
#[path = "../support/mod.rs"]
mod support;
