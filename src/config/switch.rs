//! The word of an operator, over all layers: retries off, on, or as configured. Uses the patterns of settings.

use std::sync::Arc;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::Site;
use reattempt_runtime::settings::Overrides;

use super::check::{Pattern, nearest_site};

/// What an operator says of the retries of a function: see [`switch`](super::switch()).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Switch {
    /// A failed call is not retried, whatever configuration says.
    Off,
    /// A failed call is retried, even if configuration has `enabled = false`.
    On,
    /// Configuration decides, as if no operator had spoken.
    Configured,
}

impl Switch {
    /// `off`, `on` or `configured`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::Configured => "configured",
        }
    }
}

/// Why [`switch`](super::switch()) did nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SwitchError {
    /// No function has this name.
    #[error("`{}` matches no retried function{}", Escaped(.pattern), meant(.nearest.as_deref()))]
    #[non_exhaustive]
    UnknownSite {
        /// What was asked for.
        pattern: String,
        /// The name of a function that comes closest.
        nearest: Option<String>,
    },
    /// So many names and patterns are switched already.
    #[error(
        "{most} names and patterns are switched already; set some of them to `configured` first, or switch `*`"
    )]
    #[non_exhaustive]
    TooMany {
        /// How many are allowed.
        most: usize,
    },
}

fn meant(nearest: Option<&str>) -> String {
    let words = |name| format!("; did you mean `{}`?", Escaped(name));
    nearest.map(words).unwrap_or_default()
}

/// What operators have said so far. Where several patterns match a function, the last word counts.
#[derive(Clone, Debug)]
pub(super) struct Switches(Vec<(Arc<str>, Switch)>);

/// The word that counts for one function.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) pattern: &'a str,
    pub(super) enabled: bool,
}

impl Switches {
    pub(super) const NONE: Self = Self(Vec::new());
    pub(super) const MOST: usize = 1000;

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says `to` of every function that `pattern` matches, the last of all so far.
    pub(super) fn set(&mut self, pattern: &str, to: Switch) -> Result<(), SwitchError> {
        let new = functions(pattern)?;
        // Nothing is left of a word that this one is about as well.
        let mut all = self.0.clone();
        all.retain(|(old, _)| !new.covers(old));
        let changes_another = || all.iter().any(|(old, _)| !is_apart(old, &new));
        if to != Switch::Configured || changes_another() {
            if all.len() >= Self::MOST {
                return Err(SwitchError::TooMany { most: Self::MOST });
            }
            all.push((pattern.into(), to));
        }
        self.0 = all;
        Ok(())
    }

    /// The word that counts for the function `name`, unless that is configuration's.
    pub(super) fn of(&self, name: &str) -> Option<Word<'_>> {
        let mut newest_first = self.0.iter().rev();
        let (pattern, switch) =
            newest_first.find(|(pattern, _)| Pattern::new(pattern).matches(name))?;
        let enabled = match switch {
            Switch::Off => false,
            Switch::On => true,
            Switch::Configured => return None,
        };
        Some(Word { pattern, enabled })
    }

    /// `overrides` of a function, with the word of an operator over them.
    pub(super) fn over(
        &self,
        site: &'static Site,
        overrides: Option<Overrides>,
    ) -> Option<Overrides> {
        match self.of(site.name()) {
            Some(word) => Some(Overrides {
                enabled: Some(word.enabled),
                ..overrides.unwrap_or_default()
            }),
            None => overrides,
        }
    }

    /// The oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Switch)> {
        self.0.iter().map(|(pattern, switch)| (&**pattern, *switch))
    }
}

/// What matches the names of the functions that `pattern` means, of which there is one.
pub(crate) fn functions(pattern: &str) -> Result<Pattern, SwitchError> {
    let functions = Pattern::new(pattern);
    match nearest_site(&functions) {
        Some(nearest) => Err(SwitchError::UnknownSite {
            pattern: pattern.to_owned(),
            nearest: nearest.name,
        }),
        None => Ok(functions),
    }
}

/// Whether certainly no function is meant by both.
fn is_apart(old: &str, new: &Pattern) -> bool {
    new.is_exact() && !Pattern::new(old).matches(new.as_str())
}
