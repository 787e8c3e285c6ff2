//! The one configuration that is in force in the program. Hands it to the runtime.

use std::sync::{Arc, PoisonError, RwLock};

use reattempt_runtime::__private::guards;
use reattempt_runtime::settings::{self, Overrides, Table};

use super::check::{CheckedConfig, CheckedSite, LateSites};
use super::effective::{Effective, EffectiveGuard, EffectiveSite};

type FindGuard = Arc<dyn Fn(&[&str]) -> Overrides + Send + Sync>;

/// A configuration without mistakes, that is not in force yet.
#[derive(Clone, Debug)]
pub struct Checked {
    overrides: Vec<(&'static str, Overrides)>,
    effective: Effective,
    late: LateSites,
}

/// Held only while it is read or replaced, together with the table of the runtime: what prints, drops or is
/// the program's own code runs without it.
static IN_FORCE: RwLock<Option<Effective>> = RwLock::new(None);

impl Checked {
    pub(super) fn new(config: CheckedConfig) -> Self {
        let CheckedConfig {
            sites,
            guards,
            late,
        } = config;
        let overrides = |site: &CheckedSite| Some((site.site.name(), site.overrides?));
        let effective =
            |site: &CheckedSite| EffectiveSite::new(site.site, &site.settings, &site.used);
        Self {
            overrides: sites.iter().filter_map(overrides).collect(),
            effective: Effective::new(
                sites.iter().map(effective),
                guards.iter().map(EffectiveGuard::new),
            ),
            late,
        }
    }

    /// What will be in force, and where it comes from.
    pub fn effective(&self) -> &Effective {
        &self.effective
    }

    /// Puts it in force, in the place of what was in force before, for all functions at once.
    ///
    /// It counts for calls whose first attempt fails from here on. Calls that are being retried keep
    /// the policy they have.
    pub fn apply(self) -> Effective {
        let late = self.late;
        let find = late.sets_guards().then(|| {
            let late = late.clone();
            let find: FindGuard = Arc::new(move |names: &[&str]| late.of_guard(names));
            find
        });
        let table: Table = self.overrides.into_iter().collect();
        let table = table.with_late(move |site| late.overrides(site));
        replace(table, Some(self.effective.clone()));
        guards::configure(find);
        self.effective
    }
}

/// What is in force now, and where it comes from.
pub fn effective() -> Effective {
    let in_force = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
    let current = in_force.clone();
    drop(in_force);
    current.unwrap_or_else(|| {
        let sites = crate::sites::in_order().into_iter();
        Effective::new(sites.map(EffectiveSite::untouched), [])
    })
}

/// Goes back to what is in the code.
pub fn clear() {
    replace(Table::default(), None);
    guards::configure(None);
}

fn replace(table: Table, effective: Option<Effective>) {
    let mut in_force = IN_FORCE.write().unwrap_or_else(PoisonError::into_inner);
    settings::replace(table);
    let before = core::mem::replace(&mut *in_force, effective);
    drop(in_force);
    drop(before);
}
