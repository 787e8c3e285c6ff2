//! Text for people, about nothing of this crate in particular. Uses nothing of it.

pub(crate) mod duration;
pub(crate) mod escape;
#[cfg(feature = "serde")]
pub(crate) mod foreign_names;
#[cfg(feature = "serde")]
pub mod parse_duration;
pub(crate) mod rule_words;
#[cfg(feature = "std")]
pub(crate) mod table;
