//! What is in force and where it comes from, as users see it. Uses what was checked.

mod guard;
mod part;
mod setting;
mod site;

use core::{fmt, ptr};
use std::sync::Arc;

use reattempt_runtime::Site;

pub use self::guard::EffectiveGuard;
pub use self::part::EffectivePart;
pub use self::setting::EffectiveSetting;
pub use self::site::EffectiveSite;

/// The settings of every site, and where they come from.
///
/// `Display` gives a block of lines for each site, for people: its form may change. By `{:#}` it says of every part
/// where it comes from.
#[derive(Clone, Debug)]
pub struct Effective {
    sites: Arc<[EffectiveSite]>,
    guards: Arc<[EffectiveGuard]>,
}

impl Effective {
    pub(super) fn new(
        sites: impl IntoIterator<Item = EffectiveSite>,
        guards: impl IntoIterator<Item = EffectiveGuard>,
    ) -> Self {
        Self {
            sites: sites.into_iter().collect(),
            guards: guards.into_iter().collect(),
        }
    }

    /// The budgets and breakers for which something is set, by name. Their numbers are those of the code else.
    pub fn guards(&self) -> &[EffectiveGuard] {
        &self.guards
    }

    /// All sites, by name.
    pub fn sites(&self) -> &[EffectiveSite] {
        &self.sites
    }

    pub(super) fn map(&self, sites: impl IntoIterator<Item = EffectiveSite>) -> Self {
        Self {
            sites: sites.into_iter().collect(),
            guards: Arc::clone(&self.guards),
        }
    }

    /// That of `site`; several may have its name.
    pub(crate) fn of(&self, site: &'static Site) -> Option<&EffectiveSite> {
        let mut sites = self.sites.iter();
        sites.find(|known| ptr::eq(known.site(), site))
    }

    /// The site of this name; the first, if several have it.
    pub fn site(&self, name: &str) -> Option<&EffectiveSite> {
        self.sites.iter().find(|site| site.site().name() == name)
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, site) in self.sites.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n" })?;
            site.fmt(f)?;
        }
        for guard in self.guards.iter() {
            write!(f, "\n{guard}")?;
        }
        Ok(())
    }
}
