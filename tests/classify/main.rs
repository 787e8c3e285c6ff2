//! Errors that do not say their class themselves. Without the feature `tracing` only the module about
//! the log is left out.

#[cfg(feature = "tracing")]
mod log;
mod opaque;
#[path = "../support/mod.rs"]
mod support;
