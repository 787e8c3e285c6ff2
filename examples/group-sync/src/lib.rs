//! Brings the users and groups of a directory, a real HTTP API with a database behind it, in line with a
//! CSV file. See README.md.

#![allow(
    clippy::missing_errors_doc,
    reason = "a program, whose parts are public for its tests"
)]

pub mod api;
pub mod demo;
pub mod flags;
pub mod plan;
pub mod roster;
pub mod server;
pub mod summary;
pub mod sync;
pub mod users;
