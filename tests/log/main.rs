//! The attempt log, as one thread has it. `log_blocking` and `log_redaction` change what holds for all
//! threads, so they are processes of their own.

mod calls;
#[cfg(feature = "anyhow-1")]
mod chain;
mod flood;
mod label;
#[path = "../support/mod.rs"]
mod support;
