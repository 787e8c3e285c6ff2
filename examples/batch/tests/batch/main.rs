//! Batches against a real server, which counts what it is asked for.

mod calls;
mod failures;
#[cfg(unix)]
mod interrupted;
mod program;
mod support;
