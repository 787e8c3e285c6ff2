//! The background, with each engine.

mod apalis;
mod cases;
mod letters;
#[cfg(target_os = "linux")]
mod nats;
mod start;
mod store;
