//! What to know beside the options.

#[doc = include_str!("guide/idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("guide/token.md")]
pub mod token {}
