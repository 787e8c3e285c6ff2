//! Counts since an operator has reset them. The counts of sites themselves only grow, for all who subtract them.

use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use reattempt_runtime::{Counts, Site};

use crate::config::{SwitchError, functions};
use crate::sites::{RegisteredSite, sites};

static BASE: RwLock<Vec<Base>> = RwLock::new(Vec::new());

/// What a site had counted when it was reset.
struct Base {
    site: &'static Site,
    counts: Counts,
    at: SystemTime,
}

/// All sites, with counts since they were reset.
pub(super) fn current() -> Vec<RegisteredSite> {
    let all = sites();
    let bases = BASE.read().unwrap_or_else(PoisonError::into_inner);
    let since_base = |site: RegisteredSite| match find(&bases, site.site()) {
        Some(base) => site.since(&base.counts),
        None => site,
    };
    all.into_iter().map(since_base).collect()
}

/// When counts of any function were reset last.
pub(super) fn last_reset() -> Option<SystemTime> {
    let bases = BASE.read().unwrap_or_else(PoisonError::into_inner);
    bases.iter().map(|base| base.at).max()
}

/// Has the functions that `pattern` means begin at zero.
pub(super) fn reset(pattern: &str) -> Result<(), SwitchError> {
    let at = SystemTime::now();
    let functions = functions(pattern)?;
    let meant = |site: &RegisteredSite| functions.matches(site.name());
    let new: Vec<Base> = sites()
        .iter()
        .filter(|site| meant(site))
        .map(|site| Base {
            site: site.site(),
            counts: site.counts().clone(),
            at,
        })
        .collect();
    let mut bases = BASE.write().unwrap_or_else(PoisonError::into_inner);
    bases.retain(|base| find(&new, base.site).is_none());
    bases.extend(new);
    Ok(())
}

fn find<'a>(bases: &'a [Base], site: &'static Site) -> Option<&'a Base> {
    bases.iter().find(|base| core::ptr::eq(base.site, site))
}
