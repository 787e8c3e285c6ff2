// Lives here: the pages of the guide, text alone, built only for the documentation. Uses nothing.
//! What to know beside the options.

#[doc = include_str!("attributes.md")]
pub mod attributes {}

#[doc = include_str!("classification.md")]
pub mod classification {}

#[doc = include_str!("configuration.md")]
pub mod configuration {}

#[doc = include_str!("connections.md")]
pub mod connections {}

#[doc = include_str!("idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("log.md")]
pub mod log {}

#[doc = include_str!("nested.md")]
pub mod nested {}

#[doc = include_str!("observing.md")]
pub mod observing {}

#[doc = include_str!("one-system.md")]
pub mod one_system {}

#[doc = include_str!("operating.md")]
pub mod operating {}

#[doc = include_str!("order.md")]
pub mod order {}

#[doc = include_str!("per-host.md")]
pub mod per_host {}

#[doc = include_str!("protection.md")]
pub mod protection {}

#[doc = include_str!("runtime-policies.md")]
pub mod runtime_policies {}

#[doc = include_str!("shutdown.md")]
pub mod shutdown {}

#[doc = include_str!("testing.md")]
pub mod testing {}

#[doc = include_str!("token.md")]
pub mod token {}

#[doc = include_str!("without-attribute.md")]
pub mod without_attribute {}
