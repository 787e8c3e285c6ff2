//! Receives webhooks over HTTP and forwards each to its destination: at once, or in the background until it is
//! delivered or in the dead letters.

#![forbid(unsafe_code)]

pub mod attempt;
pub mod config;
pub mod delivery;
pub mod demo;
pub mod destination;
pub mod error;
pub mod metrics;
pub mod queue;
pub mod relay;
pub mod serve;
pub mod server;
