//! The one configuration that is in force in the program. Hands it to the runtime.

use core::ptr;
use std::sync::{Arc, PoisonError, RwLock};

use reattempt_runtime::__private::guards::{self, GuardNumbers};
use reattempt_runtime::__private::scope_decides;
use reattempt_runtime::Site;
use reattempt_runtime::settings::{self, Overrides, Table};

use super::check::{CheckedConfig, CheckedSite, LateSites, overrides_of};
use super::effective::{Effective, EffectiveGuard, EffectiveSite};
use crate::sites::in_order;

type FindGuard = Arc<dyn Fn(&[&str]) -> GuardNumbers + Send + Sync>;

/// A configuration without mistakes, that is not in force yet.
#[derive(Clone, Debug)]
pub struct Checked {
    overrides: Vec<(&'static str, Overrides)>,
    effective: Effective,
    late: LateSites,
}

/// Held only while it is read or replaced, together with the table of the runtime: what prints, drops or is
/// the program's own code runs without it.
static IN_FORCE: RwLock<Option<InForce>> = RwLock::new(None);

#[derive(Clone, Debug)]
struct InForce {
    effective: Effective,
    late: LateSites,
}

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
        let Self { late, .. } = &self;
        let in_force = InForce {
            effective: self.effective.clone(),
            late: late.clone(),
        };
        let late = late.clone();
        let find = late.sets_guards().then(|| {
            let late = late.clone();
            let find: FindGuard = Arc::new(move |names: &[&str]| late.of_guard(names));
            find
        });
        let table: Table = self.overrides.into_iter().collect();
        let table = table.with_late(move |site| late.overrides(site));
        replace(table, find, Some(in_force));
        self.effective
    }
}

/// What is in force now, and where it comes from: for all functions, and for the places in the code that call by a
/// [`Retry`](crate::Retry) and at which a call has failed, also after the configuration was applied. In a
/// [`Scope`](crate::Scope) it is what is in force for calls there, by its policy and whether it is `unconfigured`.
pub fn effective() -> Effective {
    let (policy, is_configured) = scope_decides();
    let in_force = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
    let current = in_force.clone().filter(|_| is_configured);
    drop(in_force);
    let sites = in_order();
    let effective = match &current {
        Some(InForce { effective, late }) => {
            let known = |site: &'static Site| {
                let sites = effective.sites().iter();
                sites.clone().find(|known| ptr::eq(known.site(), site))
            };
            let site = |site| {
                known(site)
                    .cloned()
                    .unwrap_or_else(|| late_site(site, late))
            };
            effective.map(sites.into_iter().map(site))
        }
        None => Effective::new(sites.into_iter().map(EffectiveSite::untouched), []),
    };
    match policy {
        Some(policy) => {
            let sites = effective.sites().iter();
            effective.map(sites.map(|site| site.in_scope(policy)))
        }
        None => effective,
    }
}

fn late_site(site: &'static Site, late: &LateSites) -> EffectiveSite {
    let settings = late.settings(site);
    let overrides = overrides_of(site, &settings).unwrap_or_default();
    EffectiveSite::new(site, &settings, &overrides)
}

/// Goes back to what is in the code.
pub fn clear() {
    replace(Table::default(), None, None);
}

/// Functions and guards change hands under one lock, so that of two configurations the same is the later one for both.
fn replace(table: Table, find: Option<FindGuard>, new: Option<InForce>) {
    let mut in_force = IN_FORCE.write().unwrap_or_else(PoisonError::into_inner);
    settings::replace(table);
    let guards = guards::install(find);
    let before = core::mem::replace(&mut *in_force, new);
    drop(in_force);
    drop(before);
    guards.tell();
}
