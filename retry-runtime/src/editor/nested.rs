//! The words of `nested`.

/// Retried functions that are called in the body retry freely. The default.
pub const allow: &str = "allow";
/// Retried functions that are called in the body wait no longer than this call's `max_elapsed`, which is needed.
pub const bounded: &str = "bounded";
/// Retried functions that are called in the body run once: only this one retries.
pub const suppress: &str = "suppress";
