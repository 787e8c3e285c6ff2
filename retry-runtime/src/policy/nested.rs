//! What a retried call means for those inside of it.

/// What a call means for retried calls inside of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nested {
    /// They retry freely.
    #[default]
    Allow,
    /// Their waits end with `max_elapsed` of this call.
    Bounded,
    /// They run once.
    Suppress,
}

#[cfg(feature = "serde")]
impl Nested {
    pub(crate) const ALL: [Self; 3] = [Self::Allow, Self::Bounded, Self::Suppress];

    /// Its word in the attribute and in configuration.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Bounded => "bounded",
            Self::Suppress => "suppress",
        }
    }
}
