//! Real servers, and an unstable network in front of them, for tests and examples: on the loopback interface, at a
//! free port, in a new directory, killed and removed when they are dropped. They come from Debian packages, and are
//! started on Linux only.
//!
//! Where one is not installed, `start` says so on standard error and returns `None`; where `CI` is `true`, it
//! panics. So does every function here whose server does not do as it is told.

#![forbid(unsafe_code)]
#![allow(clippy::missing_panics_doc, reason = "said once, above")]

pub mod nats;
#[cfg(unix)]
pub mod postgres;
mod proxy;
pub mod rabbitmq;
pub mod redis;
mod server;
pub mod sshd;
mod visitor;

pub use crate::proxy::{Fault, Proxy};
pub use crate::server::{Server, Signal, in_time, installed, succeed};
pub use crate::visitor::{Seen, Visitor};
