//! A service that calls seven things, with one way to retry in place of six. See README.md.

#![allow(
    clippy::missing_errors_doc,
    reason = "a program, whose parts are public for its tests"
)]

pub mod calls;
pub mod clients;
pub mod compare;
pub mod context;
pub mod demo;
pub mod endpoint;
pub mod error;
pub mod far;
pub mod guards;
pub mod lines;
pub mod notices;
pub mod old;
pub mod service;
pub mod shadow;
pub mod stage;
