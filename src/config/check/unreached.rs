//! Numbers of budgets and breakers that no guard goes by.

use reattempt_runtime::__private::guards::KnownGuard;

use super::entries::Entries;
use super::entry::Entry;
use super::guards::Guards;
use crate::config::problem::{ProblemKind, Problems};

/// Finds patterns whose numbers reach no guard at all: whoever writes `breaker_force = "open"` is to know whether a
/// circuit is open. `*` may mean those that are made later.
pub(super) fn find(
    guards: &Guards,
    entries: &Entries,
    sites: &[&'static str],
    problems: &mut Problems,
) {
    let is_meant = |entry: &&Entry| {
        let pattern = entry.pattern();
        !pattern.is_exact() && !pattern.is_everything()
    };
    for entry in entries.iter().filter(is_meant) {
        let Some(kind) = entry.key.guard() else {
            continue;
        };
        let reaches = |guard: &KnownGuard| {
            matches(entry, guard) && guard.kind().is_none_or(|own| own == kind)
        };
        if guards.all().iter().any(reaches) {
            continue;
        }
        let matching = |site: &&'static str| entry.pattern().matches(site);
        let mut sites: Vec<_> = sites.iter().copied().filter(matching).collect();
        sites.dedup();
        let found = if sites.is_empty() {
            of_another_kind(guards, entry)
        } else {
            Some(guards.reaches_none(kind, sites))
        };
        if let Some(found) = found {
            problems.push(entry.problem(found));
        }
    }
}

fn matches(entry: &Entry, guard: &KnownGuard) -> bool {
    let mut names = guard.names.iter();
    names.any(|name| entry.pattern().matches(name))
}

/// What the pattern does match is a guard of the other kind.
fn of_another_kind(guards: &Guards, entry: &Entry) -> Option<ProblemKind> {
    let guard = guards.all().iter().find(|guard| matches(entry, guard))?;
    Some(ProblemKind::NotOfGuard {
        guard: guard.kind()?,
        name: guard.names.join(", "),
    })
}
