//! The service against real servers, which count what arrives.

#![allow(
    clippy::disallowed_methods,
    reason = "tests wait for what happens elsewhere"
)]

mod agent;
mod api;
mod context;
#[cfg(target_os = "linux")]
mod database;
mod files;
mod guards;
mod llm;
mod old;
mod socket;
mod support;
