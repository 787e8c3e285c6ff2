//! The delays of a policy: their rule, their sequence in one call, their spread. Uses the classes of
//! `error`.

pub(crate) mod factor;
pub(crate) mod jitter;
pub(crate) mod nanos;
pub(crate) mod part;
pub(crate) mod random;
pub(crate) mod rule;
pub(crate) mod sequence;
pub(crate) mod strategy;
pub mod words;
