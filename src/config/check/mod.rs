//! Checks what was read against the keys, the values, the sites of the program and their policies, and finds
//! for each site the settings that count. Uses all that stands before: keys, places, problems, values and
//! what was read.

mod ceilings;
mod contradictions;
mod entries;
mod entry;
mod pattern;
mod settings;
mod switched_off;
mod unknown_site;
mod unused;
mod variable;

use reattempt_runtime::__private::settings::lists;
use reattempt_runtime::__private::settings::names::Names;
use reattempt_runtime::Site;
use reattempt_runtime::settings::{Key, Overrides};

pub(super) use self::entry::Written;
pub(super) use self::settings::{Chosen, Settings};
use super::problem::{ConfigError, ProblemKind, Problems};
use super::read::Found;

/// A site, with what is set for it.
pub(super) struct CheckedSite {
    pub(super) site: &'static Site,
    /// Without what the site has no use for.
    pub(super) settings: Settings,
    /// Their values.
    pub(super) used: Overrides,
    /// For all sites of this name; `None` if nothing is set.
    pub(super) overrides: Option<Overrides>,
}

struct SiteSettings {
    site: &'static Site,
    /// Others of its name may have a use for what this one has none for.
    all: Settings,
    used: Settings,
}

pub(super) fn check(
    found: Vec<Found>,
    names: &Names,
    sites: Vec<&'static Site>,
) -> Result<Vec<CheckedSite>, ConfigError> {
    let mut problems = Problems::default();
    let site_names: Vec<_> = sites.iter().map(|site| site.name()).collect();
    let entries = entry::entries(found, names, &site_names, &mut problems);
    let mut together = Problems::default();
    let sites = sites.into_iter().map(|site| {
        let mut problems = Problems::default();
        let all = Settings::of(site, &entries, &mut problems);
        let mut used = all.clone();
        unused::leave_out(site, &mut used, &mut problems);
        ceilings::leave_out(site, &mut used, &mut problems);
        contradictions::leave_out(site, &mut used, &mut problems);
        if all.are_off() {
            problems.retain(|problem| !switched_off::is_passed_over(problem));
        }
        together.extend(problems);
        SiteSettings { site, all, used }
    });
    let sites: Vec<_> = sites.collect();
    switched_off::pass_over(&mut problems, &sites);
    problems.extend(together);
    problems.finish()?;
    keep_lists(sites)
}

/// The lists of delays that count are kept for ever, so this comes last.
fn keep_lists(sites: Vec<SiteSettings>) -> Result<Vec<CheckedSite>, ConfigError> {
    let delays: Vec<_> = sites.iter().map(|site| site.all.delays()).collect();
    let kept = lists::keep(&delays).map_err(|place| {
        let entry = sites[place].all.get(Key::Backoff);
        let count = delays[place].map_or(0, |delays| delays.len());
        let most = lists::MOST_LISTS;
        ConfigError::of(entry.map(|entry| entry.problem(ProblemKind::TooManyLists { count, most })))
    })?;
    let checked = sites.into_iter().zip(kept).map(|(settings, delays)| {
        let SiteSettings { site, all, used } = settings;
        CheckedSite {
            site,
            overrides: (!all.is_empty()).then(|| all.overrides_with(delays)),
            used: used.overrides_with(delays),
            settings: used,
        }
    });
    Ok(checked.collect())
}
