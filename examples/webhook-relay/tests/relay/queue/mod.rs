//! The background, with each engine.

mod apalis;
mod cases;
#[cfg(target_os = "linux")]
mod nats;
mod store;
