//! The words of strategies and of kinds of jitter, as they are written in code, in configuration and in a
//! policy's text, and what other libraries call them.
//!
//! The one source of these words: the attribute has this file by a symbolic link, as it has that of
//! durations. So it uses the standard library alone.

#![allow(unreachable_pub, reason = "in the macro crate nothing is public")]

pub const FIXED: &str = "fixed";
pub const LINEAR: &str = "linear";
pub const EXPONENTIAL: &str = "exponential";
pub const FIBONACCI: &str = "fibonacci";
pub const DECORRELATED: &str = "decorrelated";

pub const EQUAL: &str = "equal";
pub const FULL: &str = "full";
pub const NONE: &str = "none";

/// The strategy that other libraries call `word`.
pub fn foreign_strategy(word: &str) -> Option<&'static str> {
    Some(match word {
        "constant" | "const" | "none" => FIXED,
        "incremental" | "linear_backoff" => LINEAR,
        "exp" | "expo" | "exponential_backoff" | "geometric" => EXPONENTIAL,
        "fib" => FIBONACCI,
        "aws" | "decorrelated_jitter" => DECORRELATED,
        _ => return None,
    })
}
