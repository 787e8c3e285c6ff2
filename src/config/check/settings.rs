//! Of all entries for one site and key, the one that counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use reattempt_runtime::Site;
use reattempt_runtime::settings::Overrides;

use super::entry::{Entry, Written};
use crate::config::key::Key;
use crate::config::problem::{ProblemKind, Problems};

/// Those of one site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings(BTreeMap<Key, Chosen>);

/// The entry that counts, and those it overrides, from the next one in rank on.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub(super) entry: Entry,
    over: Vec<Entry>,
}

impl Settings {
    /// Of each key the entry of the latest layer, and within a layer the most precise.
    pub(super) fn of(site: &'static Site, entries: &[Entry], problems: &mut Problems) -> Self {
        let mut settings = Self::default();
        for key in Key::ALL {
            let matches = |entry: &&Entry| entry.key == key && entry.pattern().matches(site.name());
            let mut matching: Vec<Entry> = entries.iter().filter(matches).cloned().collect();
            matching.sort_by_key(|entry| core::cmp::Reverse(entry.rank()));
            let mut matching = matching.into_iter();
            let Some(entry) = matching.next() else {
                continue;
            };
            let over: Vec<Entry> = matching.collect();
            if let Some(other) = over.first().filter(|other| other.rank() == entry.rank()) {
                problems.push(other.problem(ProblemKind::Ambiguous {
                    other: entry.written.origin(),
                    sites: vec![site.name()],
                }));
            }
            settings.0.insert(key, Chosen { entry, over });
        }
        settings
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, key: Key) -> Option<&Entry> {
        self.0.get(&key).map(|chosen| &chosen.entry)
    }

    pub(super) fn remove(&mut self, key: Key) {
        self.0.remove(&key);
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Entry) -> bool) {
        self.0.retain(|_, chosen| keep(&chosen.entry));
    }

    /// In the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, &Chosen)> {
        self.0.iter().map(|(key, chosen)| (*key, chosen))
    }

    /// Their values, as the runtime takes them.
    pub(crate) fn overrides(&self) -> Overrides {
        let mut overrides = Overrides::default();
        for (key, chosen) in self.iter() {
            if let Some(value) = chosen.entry.value {
                value.set(key, &mut overrides);
            }
        }
        overrides
    }
}

impl Chosen {
    /// As they were written: the one that counts, then those it overrides.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Arc<Written>> {
        let all = core::iter::once(&self.entry).chain(&self.over);
        all.map(|entry| &entry.written)
    }
}
