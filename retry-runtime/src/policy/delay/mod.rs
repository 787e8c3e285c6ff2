//! The delays of a policy: their rule, their sequence in one call, their spread. Uses the classes of
//! `error`.

pub(crate) mod factor;
#[cfg(test)]
mod hint_tests;
pub(crate) mod jitter;
pub(crate) mod nanos;
pub(crate) mod next;
pub(crate) mod part;
pub(crate) mod random;
mod range;
pub(crate) mod rule;
pub(crate) mod sequence;
pub(crate) mod strategy;
pub mod words;
