//! The program, with destinations that count what they see.

#[cfg(unix)]
mod config;
#[cfg(target_os = "linux")]
mod destinations;
#[cfg(unix)]
mod queue;
#[cfg(unix)]
mod requests;
#[cfg(unix)]
mod support;
