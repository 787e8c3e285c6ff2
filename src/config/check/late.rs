//! Sites that were not on the list when the configuration was checked: places in the code at which a call has
//! failed since.

use std::sync::Arc;

use reattempt_runtime::__private::guards::GuardNumbers;
use reattempt_runtime::__private::settings::lists;
use reattempt_runtime::Site;
use reattempt_runtime::settings::Overrides;

use super::entries::Entries;
use super::guards::{CheckedGuard, checked_now, late as late_guard};
use super::settings::Settings;
use crate::config::problem::Problems;

/// All settings of a configuration, to be asked about them.
#[derive(Clone, Debug)]
pub(in crate::config) struct LateSites(Arc<Entries>);

impl LateSites {
    pub(super) fn new(entries: Entries) -> Self {
        Self(Arc::new(entries))
    }

    /// What is set for a guard of one of these names that is made later.
    pub(in crate::config) fn of_guard(&self, names: &[&str]) -> GuardNumbers {
        late_guard(names, &self.0)
    }

    /// What is set for the guards that there are now.
    pub(in crate::config) fn guards(&self) -> Vec<CheckedGuard> {
        checked_now(&self.0)
    }

    /// Whether anything is set for guards.
    pub(in crate::config) fn sets_guards(&self) -> bool {
        self.0.iter().any(|entry| entry.key.guard().is_some())
    }

    /// What is set for `site`. Nobody is there to be told of a mistake any more: of two entries of the same
    /// rank one counts, and a list for which there is no room does not.
    pub(in crate::config) fn overrides(&self, site: &'static Site) -> Option<Overrides> {
        overrides_of(site, &self.settings(site))
    }

    /// The same, as it was written.
    pub(in crate::config) fn settings(&self, site: &'static Site) -> Settings {
        let mut settings = Settings::of(site, &self.0, &mut Problems::default());
        settings.retain(|entry| entry.key.guard().is_none());
        settings
    }
}

/// The values of settings of `site`.
pub(in crate::config) fn overrides_of(
    site: &'static Site,
    settings: &Settings,
) -> Option<Overrides> {
    if settings.is_empty() {
        return None;
    }
    let names = settings.error_names();
    let names = names.resolved(&site.error_kinds().unwrap_or_default());
    let names = Some(&names).filter(|names| !names.is_empty());
    let delays = settings.delays();
    let (delays, names) = match lists::keep(&[delays], &[names]) {
        Ok((mut delays, mut names)) => (delays.pop().flatten(), names.pop().flatten()),
        Err(_) => (None, None),
    };
    let mut overrides = settings.overrides_with(delays);
    if settings.delays().is_some() && delays.is_none() {
        overrides.backoff = None;
    }
    Some(Overrides {
        errors: names,
        ..overrides
    })
}
