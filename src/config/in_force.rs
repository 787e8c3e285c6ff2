//! The one configuration that is in force in the program. Hands it to the runtime.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use reattempt_runtime::__private::guards::{self, GuardNumbers};
use reattempt_runtime::__private::scope_decides;
use reattempt_runtime::Site;
use reattempt_runtime::settings::{self, Overrides, Table};

use super::check::{CheckedConfig, CheckedSite, LateSites, overrides_of};
use super::effective::{Effective, EffectiveGuard, EffectiveSite};
use super::switch::{Switch, SwitchError, Switches};
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
static IN_FORCE: RwLock<InForce> = RwLock::new(InForce {
    config: None,
    switches: Switches::NONE,
});

struct InForce {
    config: Option<Arc<Checked>>,
    switches: Switches,
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
    ///
    /// What an operator has said by [`switch`](super::switch()) stays.
    pub fn apply(self) -> Effective {
        let late = self.late.clone();
        let find = late.sets_guards().then(|| {
            let find: FindGuard = Arc::new(move |names: &[&str]| late.of_guard(names));
            find
        });
        let config = Arc::new(self);
        let switches = replace(Some(Arc::clone(&config)), find, |_| {});
        let sites = config.effective.sites().iter();
        config
            .effective
            .map(sites.map(|site| site.switched(&switches)))
    }
}

/// What is in force now, and where it comes from: for all functions, and for the places in the code that call by a
/// [`Retry`](crate::Retry) and at which a call has failed, also after the configuration was applied. In a
/// [`Scope`](crate::Scope) it is what is in force for calls there, by its policy and whether it is `unconfigured`.
pub fn effective() -> Effective {
    let (policy, is_configured) = scope_decides();
    let (config, switches) = match in_force_if(is_configured) {
        Some(InForce { config, switches }) => (config, switches),
        None => (None, Switches::NONE),
    };
    let sites = in_order();
    let effective = match config.as_deref() {
        Some(Checked {
            effective, late, ..
        }) => {
            let site = |site| {
                let known = effective.of(site).cloned();
                known.unwrap_or_else(|| late_site(site, late))
            };
            let sites = sites.into_iter().map(site);
            Effective::new(sites, late.guards().iter().map(EffectiveGuard::new))
        }
        None => Effective::new(sites.into_iter().map(EffectiveSite::untouched), []),
    };
    let sites = effective.sites().iter();
    let in_scope = |site: EffectiveSite| match policy {
        Some(policy) => site.in_scope(policy),
        None => site,
    };
    effective.map(sites.map(|site| in_scope(site.switched(&switches))))
}

/// `None` where configuration does not count.
fn in_force_if(is_configured: bool) -> Option<InForce> {
    if !is_configured {
        return None;
    }
    let in_force = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
    Some(InForce {
        config: in_force.config.clone(),
        switches: in_force.switches.clone(),
    })
}

fn late_site(site: &'static Site, late: &LateSites) -> EffectiveSite {
    let settings = late.settings(site);
    let overrides = overrides_of(site, &settings).unwrap_or_default();
    EffectiveSite::new(site, &settings, &overrides)
}

/// Goes back to what is in the code, also where an operator has [switched](switch) something.
pub fn clear() {
    replace(None, None, |switches| *switches = Switches::NONE);
}

/// Switches the retries of every function that `pattern` matches off or on, over all layers of configuration, or
/// back to what configuration says. `*` stands for any run of characters, so `"*"` is all of the program.
///
/// It is for operators, who want it now and without a new file: the [dashboard](crate::dashboard) calls it. The word
/// of an operator stays in force when configuration is read again, and ends with the process. Where two patterns match
/// a function, the last word counts. It counts for calls whose first attempt fails from here on.
///
/// ```
/// use reattempt::config::{self, Switch};
/// use reattempt::retry;
///
/// #[retry(name = "upload", backoff = ["0s"])]
/// fn upload(attempts: &mut u32) -> std::io::Result<()> {
///     *attempts += 1;
///     Err(std::io::ErrorKind::ConnectionReset.into())
/// }
///
/// config::switch("*", Switch::Off)?;
/// let mut attempts = 0;
/// upload(&mut attempts).unwrap_err();
/// assert_eq!(attempts, 1);
/// let site = config::effective().site("upload").unwrap().settings()[0].to_string();
/// assert_eq!(site, r#"enabled = false from an operator "*""#);
///
/// config::switch("*", Switch::Configured)?;
/// # Ok::<(), config::SwitchError>(())
/// ```
///
/// # Errors
///
/// That no function is called so, or that 1,000 names and patterns are switched already. Nothing is changed then.
pub fn switch(pattern: &str, to: Switch) -> Result<(), SwitchError> {
    let mut in_force = IN_FORCE.write().unwrap_or_else(PoisonError::into_inner);
    in_force.switches.set(pattern, to)?;
    settings::replace(in_force.table());
    Ok(())
}

/// What operators have [switched](switch) and not taken back, each by its pattern, the oldest first.
pub fn switches() -> Vec<(String, Switch)> {
    let in_force = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner);
    let switches = in_force.switches.iter();
    switches
        .map(|(pattern, switch)| (pattern.to_owned(), switch))
        .collect()
}

impl InForce {
    /// What the runtime goes by.
    fn table(&self) -> Table {
        if self.config.is_none() && self.switches.is_empty() {
            return Table::default();
        }
        let set = self.config.iter().flat_map(|config| &config.overrides);
        let mut overrides: HashMap<&'static str, Overrides> = set.copied().collect();
        for site in in_order() {
            let name = site.name();
            let set = overrides.get(name).copied();
            overrides.extend(self.switches.over(site, set).map(|set| (name, set)));
        }
        let table: Table = overrides.into_iter().collect();
        let (config, switches) = (self.config.clone(), self.switches.clone());
        table.with_late(move |site| {
            let set = config
                .as_ref()
                .and_then(|config| config.late.overrides(site));
            switches.over(site, set)
        })
    }
}

/// Functions and guards change hands under one lock, so that of two configurations the same is the later one for both.
/// Returns what operators have said.
fn replace(
    config: Option<Arc<Checked>>,
    find: Option<FindGuard>,
    change: impl FnOnce(&mut Switches),
) -> Switches {
    let mut in_force = IN_FORCE.write().unwrap_or_else(PoisonError::into_inner);
    let before = core::mem::replace(&mut in_force.config, config);
    change(&mut in_force.switches);
    let switches = in_force.switches.clone();
    settings::replace(in_force.table());
    let guards = guards::install(find);
    drop(in_force);
    drop(before);
    guards.tell();
    switches
}
