//! Fetches a long list of pages in parallel, and goes on where it was interrupted. See README.md.

#![allow(
    clippy::missing_errors_doc,
    reason = "a program, whose parts are public for its tests"
)]

pub mod args;
pub mod checkpoint;
pub mod demo;
pub mod fetch;
pub mod items;
pub mod journal;
pub mod pool;
pub mod queued;
pub mod run;
pub mod server;
pub mod tally;
