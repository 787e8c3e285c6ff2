//! Checks what was read against the keys, the values, the sites of the program and their policies, and finds
//! for each site the settings that count. Uses all that stands before: keys, places, problems, values and
//! what was read.

mod ceilings;
mod contradictions;
mod entries;
mod entry;
mod guards;
mod late;
mod over_configuration;
mod pattern;
mod settings;
mod switched_off;
mod unknown_error;
mod unknown_site;
mod unreached;
mod unused;
mod variable;

use reattempt_runtime::__private::settings::lists::{self, TooMany};
use reattempt_runtime::__private::settings::names::Names;
use reattempt_runtime::Site;
use reattempt_runtime::settings::{ErrorNames, Key, Overrides};

pub(super) use self::entry::Written;
use self::guards::Guards;
pub(super) use self::guards::{CheckedGuard, guards_of};
pub(super) use self::late::{LateSites, overrides_of};
pub(super) use self::pattern::Pattern;
pub(super) use self::settings::{Chosen, Settings};
use self::unknown_site::UnknownSites;
pub(super) use self::unknown_site::nearest_site;
pub(super) use self::variable::is_read;
use super::problem::{ConfigError, ProblemKind, Problems};
use super::read::Found;
use super::source::Order;

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

impl SiteSettings {
    /// The names of errors that count, with the kinds that they stand for; `None` if nothing is said of any.
    fn error_names(&self) -> Option<ErrorNames> {
        let kinds = self.site.error_kinds().unwrap_or_default();
        let names = self.all.error_names().resolved(&kinds);
        (!names.is_empty()).then_some(names)
    }
}

/// A configuration without mistakes.
pub(super) struct CheckedConfig {
    pub(super) sites: Vec<CheckedSite>,
    pub(super) guards: Vec<CheckedGuard>,
    pub(super) late: LateSites,
}

pub(super) fn check(
    found: Vec<Found>,
    names: &Names,
    order: Order,
    sites: Vec<&'static Site>,
) -> Result<CheckedConfig, ConfigError> {
    let mut problems = Problems::default();
    let site_names: Vec<_> = sites.iter().map(|site| site.name()).collect();
    let guards = Guards::of_program();
    let unknown = UnknownSites::new(&site_names, guards.names());
    let entries = entry::entries(found, names, order, unknown, &mut problems);
    guards.find_others(&entries, &site_names, &mut problems);
    unreached::find(&guards, &entries, &site_names, &mut problems);
    let mut together = Problems::default();
    let sites = sites.into_iter().map(|site| {
        let mut problems = Problems::default();
        let all = Settings::of(site, &entries, &mut problems);
        let mut used = all.clone();
        over_configuration::leave_out(site, &mut used, &mut problems);
        unused::leave_out(site, &mut used, &mut problems);
        guards.leave_out(site, &mut used, &mut problems);
        ceilings::leave_out(site, &mut used, &mut problems);
        contradictions::leave_out(site, &mut used, &mut problems);
        if all.are_off() {
            problems.retain(|problem| !switched_off::is_passed_over(problem));
        }
        together.extend(problems);
        SiteSettings { site, all, used }
    });
    let sites: Vec<_> = sites.collect();
    let checked_guards = guards.check(&entries, &mut together);
    unknown_error::find(&entries, &sites, &mut problems);
    switched_off::pass_over(&mut problems, &sites);
    problems.extend(together);
    problems.finish()?;
    Ok(CheckedConfig {
        sites: keep_lists(sites)?,
        guards: checked_guards,
        late: LateSites::new(entries),
    })
}

/// The lists that count are kept for ever, so this comes last.
fn keep_lists(sites: Vec<SiteSettings>) -> Result<Vec<CheckedSite>, ConfigError> {
    let delays: Vec<_> = sites.iter().map(|site| site.all.delays()).collect();
    let names: Vec<_> = sites.iter().map(SiteSettings::error_names).collect();
    let names: Vec<_> = names.iter().map(Option::as_ref).collect();
    let most = lists::MOST_LISTS;
    let (kept, kept_names) = lists::keep(&delays, &names).map_err(|too_many| {
        let (place, keys, kind) = match too_many {
            TooMany::Delays(place) => {
                let count = delays[place].map_or(0, |delays| delays.len());
                (
                    place,
                    [Key::Backoff; 2],
                    ProblemKind::TooManyLists { count, most },
                )
            }
            TooMany::Names(place) => {
                let keys = [Key::RetryableErrors, Key::NonRetryableErrors];
                (place, keys, ProblemKind::TooManyNames { most })
            }
        };
        let entry = keys.into_iter().find_map(|key| sites[place].all.get(key));
        ConfigError::of(entry.map(|entry| entry.problem(kind)))
    })?;
    let kept = kept.into_iter().zip(kept_names);
    let checked = sites
        .into_iter()
        .zip(kept)
        .map(|(settings, (delays, names))| {
            let SiteSettings { site, all, used } = settings;
            let with_names = |overrides| Overrides {
                errors: names,
                ..overrides
            };
            CheckedSite {
                site,
                overrides: (!all.is_empty()).then(|| with_names(all.overrides_with(delays))),
                used: with_names(used.overrides_with(delays)),
                settings: used,
            }
        });
    Ok(checked.collect())
}
