//! The words of `nested`.

/// Retried functions called in the body retry as usual. This is the default.
pub const allow: &str = "allow";
/// Retried functions called in the body never wait past this call's `max_elapsed`.
pub const bounded: &str = "bounded";
/// Retried functions called in the body run once: only this one retries.
pub const suppress: &str = "suppress";
