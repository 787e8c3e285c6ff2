//! The words of `jitter`.

/// Each wait is drawn between half of the computed wait and all of it. The default.
pub const equal: &str = "equal";
/// Each wait is drawn between nothing and the computed wait.
pub const full: &str = "full";
/// Each wait is the computed wait. Clients that fail together come back together.
pub const none: &str = "none";
