//! The words of `jitter`.

/// Each delay is random, from half of what `backoff` gives to all of it. This is the default.
pub const equal: &str = "equal";
/// Each delay is random, from zero to what `backoff` gives.
pub const full: &str = "full";
/// Each delay is what `backoff` gives. Clients that fail at the same moment then retry at the same moment.
pub const none: &str = "none";
