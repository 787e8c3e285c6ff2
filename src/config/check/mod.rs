//! Checks what was read against the keys, the values, the sites of the program and their policies, and finds
//! for each site the settings that count. Uses all that stands before: keys, places, problems, values and
//! what was read.

mod ceilings;
mod contradictions;
mod entry;
mod names;
mod nearest;
mod pattern;
mod settings;
mod unknown_site;
mod unused;

use reattempt_runtime::Site;
use reattempt_runtime::settings::Overrides;

pub(super) use self::entry::Written;
pub(super) use self::names::Names;
pub(super) use self::settings::{Chosen, Settings};
use super::problem::{ConfigError, Problems};
use super::read::Found;

/// A site, with what is set for it.
pub(super) struct CheckedSite {
    pub(super) site: &'static Site,
    pub(super) settings: Settings,
    /// `None` if nothing is set.
    pub(super) overrides: Option<Overrides>,
}

pub(super) fn check(
    found: Vec<Found>,
    names: &Names,
    sites: Vec<&'static Site>,
) -> Result<Vec<CheckedSite>, ConfigError> {
    let mut problems = Problems::default();
    let site_names: Vec<_> = sites.iter().map(|site| site.name()).collect();
    let entries = entry::entries(found, names, &site_names, &mut problems);
    let checked = sites.into_iter().map(|site| {
        let mut settings = Settings::of(site, &entries, &mut problems);
        // Before what the site has no use for is left out: others of this name may have one.
        let overrides = (!settings.is_empty()).then(|| settings.overrides());
        unused::leave_out(site, &mut settings, &mut problems);
        ceilings::leave_out(site, &mut settings, &mut problems);
        contradictions::leave_out(site, &mut settings, &mut problems);
        CheckedSite {
            site,
            settings,
            overrides,
        }
    });
    let checked = checked.collect();
    problems.finish()?;
    Ok(checked)
}
