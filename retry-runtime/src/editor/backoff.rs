//! The words of `backoff`.

/// Every delay is `initial_delay`.
pub const fixed: &str = "fixed";
/// Each delay is longer than the one before by `increment`.
pub const linear: &str = "linear";
/// Each delay is the one before times `factor`, which is 2 by default. This is the default backoff.
pub const exponential: &str = "exponential";
/// Each delay is the sum of the two before.
pub const fibonacci: &str = "fibonacci";
/// Each delay is random, between `initial_delay` and three times the delay before. It takes no `jitter`.
pub const decorrelated: &str = "decorrelated";
