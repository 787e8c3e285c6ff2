//! The kind of an error, as counters and spans know it.

/// A [kind](crate::Classify::kind) of error, and what else configuration may call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindName {
    name: &'static str,
    aliases: &'static [&'static str],
}

impl KindName {
    /// The kind `name`, which configuration may also call by one of the `aliases`.
    pub const fn new(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Self { name, aliases }
    }

    /// As [`Classify::kind`](crate::Classify::kind) gives it.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The other names.
    pub const fn aliases(&self) -> &'static [&'static str] {
        self.aliases
    }

    /// Whether `word` is its name, or another one of it.
    pub fn is_called(&self, word: &str) -> bool {
        self.name == word || self.aliases.contains(&word)
    }
}

/// The short name of an error. Nothing, where nobody asks.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    #[cfg(any(feature = "sites", feature = "tracing"))]
    pub(crate) name: &'static str,
}

#[cfg_attr(
    not(any(feature = "sites", feature = "tracing")),
    allow(unused_variables)
)]
impl Kind {
    /// Asks for the name only where somebody asks.
    pub(crate) fn of(name: impl FnOnce() -> &'static str) -> Self {
        Self {
            #[cfg(any(feature = "sites", feature = "tracing"))]
            name: name(),
        }
    }

    pub(crate) const fn named(name: &'static str) -> Self {
        Self {
            #[cfg(any(feature = "sites", feature = "tracing"))]
            name,
        }
    }
}
