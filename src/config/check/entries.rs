//! All settings, by the sites they are for.

use std::collections::HashMap;

use super::entry::Entry;

/// In the order in which they were read.
#[derive(Debug, Default)]
pub(super) struct Entries {
    all: Vec<Entry>,
    /// The places of those that name one site.
    exact: HashMap<String, Vec<usize>>,
    /// The places of those of each pattern. A file has many settings and few patterns.
    by_pattern: HashMap<String, Vec<usize>>,
}

impl Entries {
    pub(super) fn push(&mut self, entry: Entry) {
        let pattern = entry.pattern();
        let places = if pattern.is_exact() {
            &mut self.exact
        } else {
            &mut self.by_pattern
        };
        let places = places.entry(pattern.as_str().to_owned()).or_default();
        places.push(self.all.len());
        self.all.push(entry);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.all.iter()
    }

    /// Those that are for a site or guard of one of these names.
    pub(super) fn of(&self, names: &[&str]) -> impl Iterator<Item = &Entry> {
        let matches = |places: &&Vec<usize>| {
            let first = places.first().map(|place| self.all[*place].pattern());
            first.is_some_and(|pattern| names.iter().any(|name| pattern.matches(name)))
        };
        let patterns = self.by_pattern.values().filter(matches);
        let exact = names.iter().filter_map(|name| self.exact.get(*name));
        let matching = exact.chain(patterns);
        let mut places: Vec<usize> = matching.flatten().copied().collect();
        places.sort_unstable();
        places.into_iter().map(|place| &self.all[place])
    }
}
