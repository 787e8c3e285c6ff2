//! The kind of an error, as the counters know it.

/// The short name of an error. Nothing, where nobody counts.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    #[cfg(feature = "sites")]
    pub(crate) name: &'static str,
}

#[cfg_attr(not(feature = "sites"), allow(unused_variables))]
impl Kind {
    /// Asks for the name only where somebody counts.
    pub(crate) fn of(name: impl FnOnce() -> &'static str) -> Self {
        Self {
            #[cfg(feature = "sites")]
            name: name(),
        }
    }

    pub(crate) const fn named(name: &'static str) -> Self {
        Self {
            #[cfg(feature = "sites")]
            name,
        }
    }
}
