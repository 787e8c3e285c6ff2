// The README links to files; of two definitions of one link the first counts.
//! [classification]: guide::classification
//! [idempotency]: guide::idempotency
//! [nested]: guide::nested
//! [order]: guide::order
//! [protection]: guide::protection
//! [testing]: guide::testing
//! [token]: guide::token
//! [`classify`]: mod@classify
#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(doc)]
pub mod guide;
#[cfg(feature = "test-util")]
pub mod test_util;

pub use reattempt_macros::{Classify, retry};
#[doc(inline)]
pub use reattempt_runtime::classify;
pub use reattempt_runtime::{
    Adaptive, Attempt, AttemptKey, Backoff, Breaker, Budget, Class, Classify, Clock, Delays, Event,
    Fraction, GaveUp, Interrupted, Jitter, Policy, PolicyBuilder, PolicyError, Recovered, Retry,
    RetryError, Retrying, Scope, Scoped, Site, StopReason, Strategy, guard, register,
};

#[doc(hidden)]
pub use reattempt_runtime::__private;
