//! Names of errors that no function has which they are for.

use reattempt_runtime::__private::settings::value::Value;
use reattempt_runtime::__private::settings::{is_known, known, nearest_kind};
use reattempt_runtime::KindName;

use super::SiteSettings;
use super::entries::Entries;
use super::entry::Entry;
use crate::config::problem::{ProblemKind, Problems};

/// Finds the names that are no class and no kind of error of any function that the entry is for. Where one of
/// these does not list its kinds, any name may be one.
pub(super) fn find(entries: &Entries, sites: &[SiteSettings], problems: &mut Problems) {
    for entry in entries.iter() {
        let Some(Value::Names(names)) = &entry.value else {
            continue;
        };
        let Some((sites, kinds)) = kinds(entry, sites) else {
            continue;
        };
        for name in names.iter().filter(|name| !is_known(name, &kinds)) {
            problems.push(entry.problem(ProblemKind::UnknownError {
                name: name.clone(),
                nearest: nearest_kind(name, &kinds),
                known: known(&kinds),
                sites: sites.clone(),
            }));
        }
    }
}

/// The functions that the entry is for, and the kinds of all of them, if these are known.
fn kinds(entry: &Entry, sites: &[SiteSettings]) -> Option<(Vec<&'static str>, Vec<KindName>)> {
    let matching = sites
        .iter()
        .map(|settings| settings.site)
        .filter(|site| entry.pattern().matches(site.name()));
    let mut names = Vec::new();
    let mut all = Vec::new();
    for site in matching {
        names.push(site.name());
        all.extend(site.error_kinds()?);
    }
    names.dedup();
    (!names.is_empty()).then_some((names, all))
}
