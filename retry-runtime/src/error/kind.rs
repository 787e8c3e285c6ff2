//! The kind of an error, as counters and spans know it.

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
