//! What is on the list, as operators see it.

use core::fmt;
use core::ops::Deref;
use std::sync::Arc;
use std::{slice, vec};

use crate::guard::{Breaker, Budget};
use crate::text::escape::Escaped;

/// A budget or breaker that is on the list: it derefs to that, so that all can be asked and done that these have
/// methods for.
///
/// Printed, it is a line for people, whose form may change.
#[derive(Debug)]
pub struct ListedGuard<G: 'static> {
    pub(super) name: String,
    pub(super) key: Option<String>,
    pub(super) functions: Vec<&'static str>,
    pub(super) guard: Handle<G>,
}

#[derive(Debug)]
pub(super) enum Handle<G: 'static> {
    Static(&'static G),
    Made(Arc<G>),
}

impl<G> Deref for Handle<G> {
    type Target = G;

    fn deref(&self) -> &G {
        match self {
            Self::Static(guard) => guard,
            Self::Made(guard) => guard,
        }
    }
}

impl<G> Deref for ListedGuard<G> {
    type Target = G;

    fn deref(&self) -> &G {
        &self.guard
    }
}

impl<G> ListedGuard<G> {
    /// What it is called. Where it has no name of its own, that of the first function that it guards.
    pub fn name(&self) -> &str {
        match self.functions.first() {
            Some(function) if self.name.is_empty() => function,
            _ => &self.name,
        }
    }

    /// The host, tenant or destination that it was made for by a [`PerKey`](crate::guard::PerKey).
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The functions all of whose calls it guards, as far as attributes say it.
    pub fn functions(&self) -> &[&'static str] {
        &self.functions
    }

    /// Whether it has a name of its own.
    #[cfg(feature = "config")]
    pub(in crate::guard) fn is_named(&self) -> bool {
        !self.name.is_empty()
    }

    /// What configuration finds it by: its own name, else the functions that it guards.
    #[cfg(feature = "config")]
    pub(in crate::guard) fn names(&self) -> Vec<&str> {
        if self.name.is_empty() {
            self.functions.clone()
        } else {
            vec![&self.name]
        }
    }

    fn write_name(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Escaped(self.name()))?;
        match &self.key {
            Some(key) => write!(f, " [{}]", Escaped(key)),
            None => Ok(()),
        }
    }
}

/// `payments: open, 9 refused`
impl fmt::Display for ListedGuard<Breaker> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_name(f)?;
        write!(f, ": {}, {} refused", self.state(), self.counts().refusals)
    }
}

/// `payments: 481 of 500 tokens, 3 refused`
impl fmt::Display for ListedGuard<Budget> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_name(f)?;
        write!(f, ": {}, {} refused", **self, self.counts().refusals)
    }
}

/// All budgets, or all breakers, that are on the list, by name and key; made by [`breakers`](super::breakers) and
/// [`budgets`](super::budgets).
///
/// Printed, it has a line for each. With the feature `serde` it can be serialized, as a sequence of maps.
#[derive(Debug)]
pub struct Listed<G: 'static>(pub(super) Vec<ListedGuard<G>>);

impl<G> Listed<G> {
    /// One after the other.
    pub fn iter(&self) -> slice::Iter<'_, ListedGuard<G>> {
        self.0.iter()
    }

    /// Those of this name: several may have it, such as those of one [`PerKey`](crate::guard::PerKey).
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a ListedGuard<G>> {
        self.iter().filter(move |guard| guard.name() == name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<G> IntoIterator for Listed<G> {
    type Item = ListedGuard<G>;
    type IntoIter = vec::IntoIter<ListedGuard<G>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, G> IntoIterator for &'a Listed<G> {
    type Item = &'a ListedGuard<G>;
    type IntoIter = slice::Iter<'a, ListedGuard<G>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<G> fmt::Display for Listed<G>
where
    ListedGuard<G>: fmt::Display,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, guard) in self.iter().enumerate() {
            write!(f, "{}{guard}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}
