//! Of all settings that are there for one site and key, the one that counts.

use std::collections::BTreeMap;

use reattempt_runtime::configured::Overrides;

use super::entry::Entry;
use super::key::Key;
use super::problem::{ProblemKind, Problems};
use reattempt_runtime::Site;

/// The setting that counts, and those it overrides.
#[derive(Clone, Debug)]
pub(super) struct Chosen<'a> {
    pub(super) entry: &'a Entry,
    pub(super) over: Vec<&'a Entry>,
}

pub(super) type Settings<'a> = BTreeMap<Key, Chosen<'a>>;

/// The settings of one site: of each key the one of the latest layer, and within a layer the most
/// precise.
pub(super) fn settings<'a>(
    site: &'static Site,
    entries: &'a [Entry],
    problems: &mut Problems,
) -> Settings<'a> {
    let mut settings = Settings::new();
    for key in Key::ALL {
        let matches = |entry: &&Entry| entry.key == key && entry.pattern.matches(site.name());
        let mut matching: Vec<&Entry> = entries.iter().filter(matches).collect();
        matching.sort_by_key(|entry| core::cmp::Reverse(entry.rank()));
        let [entry, over @ ..] = matching.as_slice() else {
            continue;
        };
        if let Some(other) = over.first().filter(|other| other.rank() == entry.rank()) {
            problems.push(other.problem(ProblemKind::Ambiguous {
                other: entry.origin(),
                sites: vec![site.name()],
            }));
        }
        let over = over.to_vec();
        settings.insert(key, Chosen { entry, over });
    }
    settings
}

/// The values of `settings`.
pub(super) fn overrides(settings: &Settings<'_>) -> Overrides {
    let mut overrides = Overrides::default();
    for (key, chosen) in settings {
        if let Some(value) = chosen.entry.value {
            value.set(*key, &mut overrides);
        }
    }
    overrides
}
