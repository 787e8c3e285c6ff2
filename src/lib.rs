//! `#[retry]` on a function makes it retry itself.

pub use reattempt_macros::retry;
pub use reattempt_runtime::*;
