//! What is set for budgets and breakers.
//!
//! One with a name of its own is set by that name; any other by the functions that it guards, which then have to
//! agree.

use std::collections::HashSet;

use reattempt_runtime::__private::guards::{GuardNumbers, KnownGuard, known_guards};
use reattempt_runtime::Site;
use reattempt_runtime::settings::{GuardKind, Key};

use super::entries::Entries;
use super::pattern::Pattern;
use super::settings::Settings;
use crate::config::problem::{ProblemKind, Problems};

/// A budget or breaker, with what is set for it.
#[derive(Debug)]
pub(in crate::config) struct CheckedGuard {
    pub(in crate::config) kind: GuardKind,
    pub(in crate::config) name: String,
    pub(in crate::config) settings: Settings,
}

/// All that are on the list of guards.
pub(super) struct Guards(Vec<KnownGuard>);

impl Guards {
    pub(super) fn of_program() -> Self {
        Self(known_guards())
    }

    pub(super) fn all(&self) -> &[KnownGuard] {
        &self.0
    }

    /// The names of those that have one.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(|guard| guard.is_named);
        named.flat_map(|guard| guard.names.iter().map(String::as_str))
    }

    /// Checks what is set for each, and leaves out what it has no use for. Names that guards will have come last, where
    /// none has them yet: what is written for one shows which kind it is meant for.
    pub(super) fn check(&self, entries: &Entries, problems: &mut Problems) -> Vec<CheckedGuard> {
        let mut checked: Vec<CheckedGuard> = Vec::new();
        let mut taken: HashSet<&str> = HashSet::new();
        for guard in &self.0 {
            let kinds = match guard.kind() {
                Some(kind) => vec![kind],
                None if taken.contains(guard.names[0].as_str()) => continue,
                None => vec![GuardKind::Breaker, GuardKind::Budget],
            };
            taken.extend(guard.names.iter().map(String::as_str));
            for kind in kinds {
                let name = guard.names.join(", ");
                let settings = settings_of(guard, kind, entries, problems);
                // Those of one name have been made alike, as a rule.
                let is_shown = checked
                    .iter()
                    .any(|shown| (shown.kind, shown.name.as_str()) == (kind, name.as_str()));
                if !settings.is_empty() && !is_shown {
                    checked.push(CheckedGuard {
                        kind,
                        name,
                        settings,
                    });
                }
            }
        }
        checked.sort_by(|one, other| one.name.cmp(&other.name));
        checked
    }

    /// Leaves out settings of guards, which are shown with these. They are a mistake where `site` has none, or one with
    /// a name of its own.
    pub(super) fn leave_out(&self, site: &Site, settings: &mut Settings, problems: &mut Problems) {
        for key in Key::ALL.iter().copied() {
            let (Some(kind), Some(entry)) = (key.guard(), settings.get(key)) else {
                continue;
            };
            let guards_it = |guard: &&KnownGuard| {
                guard.kind() == Some(kind) && guard.functions.contains(&site.name())
            };
            let guard = self.0.iter().find(guards_it);
            let is_reached = guard.is_some_and(|guard| !guard.is_named);
            // The name may be that of a guard as well.
            let is_name = || self.names().any(|name| name == site.name());
            if entry.pattern().is_exact() && !is_reached && !is_name() {
                problems.push(entry.problem(self.reaches_none(kind, vec![site.name()])));
            }
            settings.remove(key);
        }
    }

    /// That these functions have no guard of this kind, or one with a name of its own.
    pub(super) fn reaches_none(&self, kind: GuardKind, sites: Vec<&'static str>) -> ProblemKind {
        let named = |site: &&'static str| {
            let mut guards = self.0.iter().filter(|guard| guard.kind() == Some(kind));
            Some((*site, guards.find(|guard| guard.functions.contains(site))?))
        };
        match sites.iter().find_map(named) {
            Some((site, guard)) => ProblemKind::GuardHasName {
                guard: kind,
                name: guard.names[0].clone(),
                sites: vec![site],
            },
            None => ProblemKind::NoGuard { guard: kind, sites },
        }
    }

    /// Finds what is written for the name of a guard, and is no number of it.
    pub(super) fn find_others(
        &self,
        entries: &Entries,
        sites: &[&'static str],
        problems: &mut Problems,
    ) {
        for entry in entries.iter() {
            let name = entry.pattern().as_str();
            if !entry.pattern().is_exact() || sites.contains(&name) {
                continue;
            }
            let of_name = || {
                self.0
                    .iter()
                    .filter(|guard| guard.is_named && guard.names.iter().any(|own| own == name))
            };
            let fits = |guard: &KnownGuard| match (guard.kind(), entry.key.guard()) {
                (_, None) => false,
                (None, Some(_)) => true,
                (kind, of_key) => kind == of_key,
            };
            if of_name().next().is_some() && !of_name().any(fits) {
                let guard = of_name().find_map(KnownGuard::kind);
                problems.push(entry.problem(ProblemKind::NotOfGuard {
                    guard: guard.unwrap_or(GuardKind::Breaker),
                    name: name.to_owned(),
                }));
            }
        }
    }
}

/// What is set now for guards that were made after the check, too. Where numbers break a rule together with those of the
/// code, such a guard goes by none of them.
pub(super) fn checked_now(entries: &Entries) -> Vec<CheckedGuard> {
    let mut problems = Problems::default();
    let mut guards = Guards::of_program().check(entries, &mut problems);
    let Err(error) = problems.finish() else {
        return guards;
    };
    guards.retain(|shown| {
        !error.problems().iter().any(|problem| {
            matches!(&problem.kind, ProblemKind::GuardRule { guard, name, .. }
                if (*guard, name) == (shown.kind, &shown.name))
        })
    });
    guards
}

/// What the guards are whose names `pattern` matches.
pub(in crate::config) fn guards_of(pattern: &str) -> Vec<GuardKind> {
    let pattern = Pattern::new(pattern);
    let guards = known_guards().into_iter();
    let matching = guards.filter(|guard| guard.names.iter().any(|name| pattern.matches(name)));
    matching.filter_map(|guard| guard.kind()).collect()
}

fn settings_of(
    guard: &KnownGuard,
    kind: GuardKind,
    entries: &Entries,
    problems: &mut Problems,
) -> Settings {
    let of_kind = |names: &[&str]| {
        let mut settings = Settings::of_names(names, entries);
        settings.retain(|entry| entry.key.guard() == Some(kind));
        settings
    };
    let names: Vec<&str> = guard.names.iter().map(String::as_str).collect();
    // Functions have to agree; of names of its own the most precise counts.
    let (together, others) = match names.split_first() {
        None => return Settings::default(),
        Some((first, others)) if !guard.is_named => (core::slice::from_ref(first), others),
        Some(_) => (names.as_slice(), [].as_slice()),
    };
    let mut settings = of_kind(together);
    if guard.is_named {
        settings.find_ambiguous(|other, entry| {
            problems.push(other.problem(ProblemKind::AmbiguousGuard {
                guard: kind,
                name: guard.names.join(", "),
                other: entry.written.origin(),
            }));
        });
    }
    for other in others {
        if let Some(entry) = settings.differs_from(&of_kind(core::slice::from_ref(other))) {
            problems.push(entry.problem(ProblemKind::GuardsDiffer {
                guard: kind,
                sites: guard.functions.clone(),
            }));
            return Settings::default();
        }
    }
    // What could not be read is known already.
    settings.retain(|entry| entry.value.is_some());
    leave_out_unused(guard, kind, &mut settings, problems);
    settings
}

/// Leaves out what the guard has no use for or may not be, until nothing of that is left.
fn leave_out_unused(
    guard: &KnownGuard,
    kind: GuardKind,
    settings: &mut Settings,
    problems: &mut Problems,
) {
    let name = guard.names.join(", ");
    if let Some(key) = settings.resolve_trip() {
        if let Some(entry) = settings.get(key) {
            problems.push(entry.problem(ProblemKind::TwoTrips { name: name.clone() }));
        }
    }
    loop {
        let numbers = settings.guard_numbers();
        let unused = settings
            .iter()
            .find_map(|(key, _)| Some((key, guard.unused(key, &numbers)?)));
        if let Some((key, reason)) = unused {
            if let Some(entry) = settings.get(key).filter(|entry| entry.pattern().is_exact()) {
                problems.push(entry.problem(ProblemKind::UnusedByGuard {
                    guard: kind,
                    name: name.clone(),
                    reason,
                }));
            }
            settings.remove(key);
            continue;
        }
        let Some((keys, rule)) = guard.problem(&numbers) else {
            return;
        };
        let entries = keys.iter().filter_map(|key| settings.get(*key));
        let Some(entry) = entries.max_by_key(|entry| entry.rank()) else {
            return;
        };
        let key = entry.key;
        problems.push(entry.problem(ProblemKind::GuardRule {
            guard: kind,
            name: name.clone(),
            rule,
        }));
        settings.remove(key);
    }
}

/// What is set for a guard of one of these names that is made after the check.
pub(super) fn late(names: &[&str], entries: &Entries) -> GuardNumbers {
    let mut settings = Settings::of_names(names, entries);
    settings.retain(|entry| entry.key.guard().is_some());
    // Nobody is there to be told of a mistake any more.
    if let Some(key) = settings.resolve_trip() {
        settings.remove(key);
    }
    settings.guard_numbers()
}
