//! What other retry libraries call what is set here too.
//!
//! The one source of these names: the attribute has this file by a symbolic link. So it uses the standard library
//! alone.

#![allow(unreachable_pub, reason = "in the macro crate nothing is public")]

/// A number of retries, which is not counted here: it is one less than `max_attempts`.
pub const RETRIES: [&str; 6] = [
    "max_retries",
    "max_retry",
    "max_times",
    "num_retries",
    "retries",
    "retry_count",
];

/// What is written for `unlimited` elsewhere.
pub const ENDLESS: [&str; 6] = ["endless", "forever", "inf", "infinite", "infinity", "none"];

/// Our name, and theirs.
const SETTINGS: [(&str, &[&str]); 7] = [
    (
        "max_attempts",
        &["attempts", "max_tries", "retry_attempts", "times", "tries"],
    ),
    ("backoff", &["strategy"]),
    (
        "initial_delay",
        &[
            "backoff_min",
            "base_delay",
            "delay",
            "initial_backoff",
            "initial_interval",
            "interval",
            "min_backoff",
        ],
    ),
    ("max_delay", &["backoff_max", "max_backoff", "max_interval"]),
    (
        "factor",
        &[
            "backoff_factor",
            "backoff_multiplier",
            "exponential_base",
            "multiplier",
        ],
    ),
    (
        "max_elapsed",
        &[
            "deadline",
            "max_duration",
            "max_elapsed_time",
            "total_timeout",
        ],
    ),
    (
        "attempt_timeout",
        &["operation_timeout", "timeout", "timeout_per_attempt"],
    ),
];

/// What is called `name` elsewhere.
pub fn setting(name: &str) -> Option<&'static str> {
    let mut settings = SETTINGS.into_iter();
    let (ours, _) = settings.find(|(_, theirs)| theirs.contains(&name))?;
    Some(ours)
}
