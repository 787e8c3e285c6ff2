//! The kinds of errors, as configuration names them.

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

/// The kinds of an error type that derives `Classify`, by the name of the type, on the list of all of them.
#[cfg(feature = "sites")]
pub struct ListedKinds {
    /// The last word of its path.
    pub name: &'static str,
    /// All of them.
    pub kinds: &'static [KindName],
}

#[cfg(feature = "sites")]
inventory::collect!(ListedKinds);

/// The kinds of every listed type of this name, `None` if there is no such type.
#[cfg(feature = "config")]
pub(crate) fn kinds_of(name: &str) -> Option<Vec<KindName>> {
    let all = inventory::iter::<ListedKinds>.into_iter();
    let mut same = all.filter(|listed| listed.name == name).peekable();
    same.peek()?;
    Some(same.flat_map(|listed| listed.kinds).copied().collect())
}

/// Puts the kinds of a type on the list of all.
#[cfg(feature = "sites")]
#[doc(hidden)]
#[macro_export]
macro_rules! __list_kinds {
    ($name:expr, $kinds:expr) => {
        $crate::__private::inventory::submit! {
            $crate::__private::ListedKinds { name: $name, kinds: $kinds }
        }
    };
}

/// There is no list.
#[cfg(not(feature = "sites"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __list_kinds {
    ($name:expr, $kinds:expr) => {};
}
