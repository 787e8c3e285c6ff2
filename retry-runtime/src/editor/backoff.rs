//! The words of `backoff`.

/// All waits are `initial_delay`.
pub const fixed: &str = "fixed";
/// Each wait is longer than the one before by `increment`.
pub const linear: &str = "linear";
/// Each wait is the one before times `factor`, which is 2 unless you say otherwise. The default.
pub const exponential: &str = "exponential";
/// Each wait is the sum of the two before.
pub const fibonacci: &str = "fibonacci";
/// Each wait is drawn between `initial_delay` and three times the wait before. It has its own jitter.
pub const decorrelated: &str = "decorrelated";
