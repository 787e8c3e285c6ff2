//! What to know beside the options.

#[doc = include_str!("guide/classification.md")]
pub mod classification {}

#[doc = include_str!("guide/configuration.md")]
pub mod configuration {}

#[doc = include_str!("guide/idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("guide/log.md")]
pub mod log {}

#[doc = include_str!("guide/nested.md")]
pub mod nested {}

#[doc = include_str!("guide/observing.md")]
pub mod observing {}

#[doc = include_str!("guide/one-system.md")]
pub mod one_system {}

#[doc = include_str!("guide/operating.md")]
pub mod operating {}

#[doc = include_str!("guide/order.md")]
pub mod order {}

#[doc = include_str!("guide/protection.md")]
pub mod protection {}

#[doc = include_str!("guide/shutdown.md")]
pub mod shutdown {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/token.md")]
pub mod token {}
