//! What an editor says of the names inside of `#[retry(..)]`: for rust-analyzer alone, which sets the
//! condition under which it is compiled. Uses nothing.
//!
//! An option is a constant with its default; so is a word of its own module, which stands for itself.

#![allow(
    non_upper_case_globals,
    unreachable_pub,
    reason = "these are the names that users write"
)]

pub mod backoff;
pub mod jitter;
pub mod nested;
pub mod options;
