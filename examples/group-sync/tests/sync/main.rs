//! The tool against a real server, which counts what arrives.

#[cfg(target_os = "linux")]
mod databases;
mod errors;
mod groups;
mod program;
mod retries;
mod support;
