//! Of all entries for one site and key, the one that counts.

use core::cmp::Ordering;
use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use reattempt_runtime::__private::guards::GuardNumbers;
use reattempt_runtime::__private::settings::value::Value;
use reattempt_runtime::settings::{ErrorNames, Key, Overrides};
use reattempt_runtime::{Site, Strategy};

use super::entries::Entries;
use super::entry::{Entry, Written};
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
    /// What is set for a site.
    pub(super) fn of(site: &'static Site, entries: &Entries, problems: &mut Problems) -> Self {
        let settings = Self::of_names(&[site.name()], entries);
        settings.find_ambiguous(|other, entry| {
            problems.push(other.problem(ProblemKind::Ambiguous {
                other: entry.written.origin(),
                sites: vec![site.name()],
            }));
        });
        settings
    }

    /// Of each key the entry of the latest layer, and within a layer the most precise.
    pub(super) fn of_names(names: &[&str], entries: &Entries) -> Self {
        let mut by_key: BTreeMap<Key, Vec<Entry>> = BTreeMap::new();
        for entry in entries.of(names) {
            by_key.entry(entry.key).or_default().push(entry.clone());
        }
        let chosen = by_key.into_iter().filter_map(|(key, mut matching)| {
            matching.sort_by_key(|entry| core::cmp::Reverse(entry.rank()));
            let mut matching = matching.into_iter();
            let entry = matching.next()?;
            let over: Vec<Entry> = matching.collect();
            Some((key, Chosen { entry, over }))
        });
        Self(chosen.collect())
    }

    /// Tells of each entry that is as high in rank as the one that counts, with that.
    pub(super) fn find_ambiguous(&self, mut tell: impl FnMut(&Entry, &Entry)) {
        for Chosen { entry, over } in self.0.values() {
            if let Some(other) = over.first().filter(|other| other.rank() == entry.rank()) {
                tell(other, entry);
            }
        }
    }

    /// The first entry that the others do not have the same value of.
    pub(super) fn differs_from<'a>(&'a self, others: &'a Self) -> Option<&'a Entry> {
        let differs = |key: &&Key| {
            let value = |settings: &Self| settings.get(**key).map(|entry| entry.value.clone());
            value(self) != value(others)
        };
        let key = Key::ALL.iter().find(differs)?;
        self.get(*key).or_else(|| others.get(*key))
    }

    /// Of the two rules by which a breaker may open, the one that is higher in rank counts, and the other is left out.
    /// Returns the key of one of two that are as high.
    pub(super) fn resolve_trip(&mut self) -> Option<Key> {
        let (streak, rate) = (Key::BreakerConsecutiveFailures, Key::BreakerFailureRate);
        let ranks = (self.get(streak)?.rank(), self.get(rate)?.rank());
        match ranks.0.cmp(&ranks.1) {
            Ordering::Less => self.remove(streak),
            Ordering::Greater => self.remove(rate),
            Ordering::Equal => return Some(rate),
        }
        None
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

    /// Whether nothing is retried by them.
    pub(super) fn are_off(&self) -> bool {
        let enabled = self
            .get(Key::Enabled)
            .and_then(|entry| entry.value.as_ref());
        enabled == Some(&Value::Enabled(false))
    }

    /// The list of delays that counts, if there is one.
    pub(super) fn delays(&self) -> Option<&Arc<[Duration]>> {
        match &self.get(Key::Backoff)?.value {
            Some(Value::Delays(delays)) => Some(delays),
            _ => None,
        }
    }

    /// The names of errors that are and are not retried.
    pub(super) fn error_names(&self) -> ErrorNames {
        let names = |key| match self.get(key).map(|entry| &entry.value) {
            Some(Some(Value::Names(names))) => names.to_vec(),
            _ => Vec::new(),
        };
        ErrorNames::new()
            .retryable(names(Key::RetryableErrors))
            .non_retryable(names(Key::NonRetryableErrors))
    }

    /// Their values, as guards take them.
    pub(super) fn guard_numbers(&self) -> GuardNumbers {
        let mut numbers = GuardNumbers::default();
        for (key, chosen) in self.iter() {
            if let Some(value) = &chosen.entry.value {
                value.set_guard(key, &mut numbers);
            }
        }
        numbers
    }

    /// Their values, as the runtime takes them, with a stand-in for a list of delays.
    pub(super) fn overrides(&self) -> Overrides {
        let mut overrides = Overrides::default();
        for (key, chosen) in self.iter() {
            if let Some(value) = &chosen.entry.value {
                value.set(key, &mut overrides);
            }
        }
        overrides
    }

    /// Their values, with the list of delays that is kept.
    pub(super) fn overrides_with(&self, delays: Option<&'static [Duration]>) -> Overrides {
        let mut overrides = self.overrides();
        if let (Some(delays), Some(_)) = (delays, self.delays()) {
            overrides.backoff = Some(Strategy::Schedule(delays));
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
