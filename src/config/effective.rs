//! What is in force and where it comes from, as users see it. Uses what was checked.

use core::fmt;
use std::sync::Arc;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::{GuardKind, Key, Overrides};
use reattempt_runtime::{Policy, Site};

use super::check::{CheckedGuard, Chosen, Settings, Written};
use super::source::Source;

/// What is in force for every site, and where it comes from.
///
/// `Display` gives a block of lines for each site, for people: its form may change.
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

    /// The budgets and breakers for which something is set. Their numbers are those of the code else.
    pub fn guards(&self) -> &[EffectiveGuard] {
        &self.guards
    }

    /// All sites, by name.
    pub fn sites(&self) -> &[EffectiveSite] {
        &self.sites
    }

    /// The site of this name; the first, if several have it.
    pub fn site(&self, name: &str) -> Option<&EffectiveSite> {
        self.sites.iter().find(|site| site.site.name() == name)
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, site) in self.sites.iter().enumerate() {
            write!(f, "{}{site}", if index == 0 { "" } else { "\n" })?;
        }
        for guard in self.guards.iter() {
            write!(f, "\n{guard}")?;
        }
        Ok(())
    }
}

/// What is in force for one budget or breaker.
#[derive(Clone, Debug)]
pub struct EffectiveGuard {
    kind: GuardKind,
    name: String,
    settings: Vec<EffectiveSetting>,
}

impl EffectiveGuard {
    pub(super) fn new(guard: &CheckedGuard) -> Self {
        Self {
            kind: guard.kind,
            name: guard.name.clone(),
            settings: settings(&guard.settings),
        }
    }

    /// What it is.
    pub fn kind(&self) -> GuardKind {
        self.kind
    }

    /// What it is called; of one without a name the functions that it guards, separated by commas.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is set from outside; everything else is as in the code.
    pub fn settings(&self) -> &[EffectiveSetting] {
        &self.settings
    }
}

/// `breaker payments:`, and below a line for each setting.
impl fmt::Display for EffectiveGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}:", self.kind, Escaped(&self.name))?;
        for setting in &self.settings {
            write!(f, "\n    {setting}")?;
        }
        Ok(())
    }
}

fn settings(settings: &Settings) -> Vec<EffectiveSetting> {
    let settings = settings.iter();
    settings
        .map(|(key, chosen)| EffectiveSetting::new(key, chosen))
        .collect()
}

/// What is in force for one site.
#[derive(Clone, Debug)]
pub struct EffectiveSite {
    site: &'static Site,
    policy: Option<Policy>,
    enabled: bool,
    settings: Vec<EffectiveSetting>,
}

impl EffectiveSite {
    /// Nothing is set for it from outside.
    pub(super) fn untouched(site: &'static Site) -> Self {
        Self::new(site, &Settings::default(), &Overrides::default())
    }

    /// `overrides` are the values of `settings`.
    pub(super) fn new(site: &'static Site, settings: &Settings, overrides: &Overrides) -> Self {
        Self {
            site,
            policy: site.policy().map(|own| overrides.on(own).clamped().0),
            enabled: overrides.enabled.unwrap_or(true),
            settings: self::settings(settings),
        }
    }

    /// The site.
    pub fn site(&self) -> &'static Site {
        self.site
    }

    /// The policy from a call's first failure on. `None` where a part of it is known when the call
    /// begins and not before.
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// Whether it retries at all.
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// What is set from outside; everything else is as in the code.
    pub fn settings(&self) -> &[EffectiveSetting] {
        &self.settings
    }
}

impl fmt::Display for EffectiveSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Escaped(&self.site.to_string()))?;
        match (self.enabled, &self.policy) {
            (false, _) => f.write_str("switched off")?,
            (true, Some(policy)) => policy.fmt(f)?,
            (true, None) => f.write_str("known when a call begins")?,
        }
        for setting in &self.settings {
            write!(f, "\n    {setting}")?;
        }
        Ok(())
    }
}

/// One setting that is in force.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EffectiveSetting {
    /// What it sets.
    pub key: Key,
    /// As it was written; further ones are those that this overrides, from the next one in rank on.
    written: Vec<Arc<Written>>,
}

impl EffectiveSetting {
    fn new(key: Key, chosen: &Chosen) -> Self {
        Self {
            key,
            written: chosen.written().cloned().collect(),
        }
    }

    /// The value as it was written, cut short where it is long.
    pub fn value(&self) -> &str {
        &self.written[0].value
    }

    /// Where it was written.
    pub fn source(&self) -> &Source {
        &self.written[0].source
    }

    /// The site or pattern that it was written for.
    pub fn pattern(&self) -> &str {
        self.written[0].pattern()
    }
}

/// `max_attempts = 5 from DEPLOY_MAX_ATTEMPTS, overriding 7 from retry.toml "deploy.*"`
impl fmt::Display for EffectiveSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, written) in self.written.iter().enumerate() {
            let origin = written.origin();
            let (value, origin) = (Escaped(&written.value), Escaped(&origin));
            match index {
                0 => write!(f, "{} = {value} from {origin}", Escaped(&written.name))?,
                _ => write!(f, ", overriding {value} from {origin}")?,
            }
        }
        Ok(())
    }
}
