//! Parts of a policy that configuration from outside does not change.

/// A set of parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartSet(u16);

impl PartSet {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ALL: Self = Self(u16::MAX);
}

#[cfg(feature = "serde")]
mod by_key {
    use super::PartSet;
    use crate::policy::settings::key::Key;

    impl PartSet {
        /// The part that `key` sets; none for what is no part of a policy.
        pub(crate) fn of(key: Key) -> Self {
            let mut keys = Key::of_a_policy();
            match keys.position(|part| part == key) {
                Some(place) => Self(1 << place),
                None => Self::NONE,
            }
        }

        pub(crate) const fn with(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }

        pub(crate) fn has(self, key: Key) -> bool {
            self.0 & Self::of(key).0 != 0
        }

        pub(crate) fn is_empty(self) -> bool {
            self == Self::NONE
        }
    }
}
