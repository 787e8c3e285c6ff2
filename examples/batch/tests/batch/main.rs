//! Batches against a real server, which counts what it is asked for.

mod calls;
mod failures;
#[cfg(unix)]
mod interrupted;
mod program;
#[cfg(target_os = "linux")]
mod queued;
mod support;
