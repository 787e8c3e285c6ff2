//! What is in force and where it comes from, as users see it. Uses what was checked.

use core::fmt;
use std::sync::Arc;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::{GuardKind, Key, Overrides, PolicySettings};
use reattempt_runtime::{Policy, Site};

use super::check::{CheckedGuard, Chosen, Settings, Written};
use super::source::Source;

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

    /// The budgets and breakers for which something is set. Their numbers are those of the code else.
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

    /// The site of this name; the first, if several have it.
    pub fn site(&self, name: &str) -> Option<&EffectiveSite> {
        self.sites.iter().find(|site| site.site.name() == name)
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
    /// What the settings are put on, where that is known, and whose it is.
    own: Option<Policy>,
    base: Source,
    policy: Option<Policy>,
    overrides: Overrides,
    settings: Vec<EffectiveSetting>,
    /// Those that do not count, because a policy stands over configuration.
    overridden: Vec<EffectiveSetting>,
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
            own: site.policy().copied(),
            base: Source::Code,
            policy: site.policy().map(|own| overrides.on(own).clamped().0),
            overrides: *overrides,
            settings: self::settings(settings),
            overridden: Vec::new(),
        }
    }

    /// What is in force for calls of an instance with a policy of its own, as by `policy = self.policy`: its
    /// parts come from [`Source::Instance`], where nothing from outside is set or the policy stands
    /// [over configuration](Policy::over_configuration).
    ///
    /// ```
    /// use reattempt::config::Config;
    /// use reattempt::{Policy, retry};
    ///
    /// struct Webhook {
    ///     policy: Policy,
    /// }
    ///
    /// impl Webhook {
    ///     #[retry(name = "deliver", policy = self.policy)]
    ///     fn deliver(&self) -> std::io::Result<()> {
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let policy = Policy::builder().max_attempts(5).build().over_configuration();
    /// let webhook = Webhook { policy };
    ///
    /// let config = Config::new().toml("retry.toml", "deliver = { max_attempts = 9 }");
    /// let effective = config.check()?.effective().clone();
    /// let site = effective.site("deliver").unwrap().of_instance(&webhook.policy);
    /// assert_eq!(
    ///     site.parts()[0].to_string(),
    ///     r#"max_attempts = 5 from the instance, overriding 9 from retry.toml "deliver""#,
    /// );
    /// # webhook.deliver().unwrap();
    /// # Ok::<(), reattempt::config::ConfigError>(())
    /// ```
    #[must_use]
    pub fn of_instance(&self, policy: &Policy) -> Self {
        self.on(*policy, Source::Instance)
    }

    /// The same for a policy that a scope puts in the place of the site's own.
    pub(super) fn in_scope(&self, policy: Policy) -> Self {
        let policy = match &self.own {
            Some(own) => policy.with_lower_ceilings(own),
            None => policy,
        };
        self.on(policy, Source::Scope)
    }

    fn on(&self, own: Policy, base: Source) -> Self {
        let all = self.settings.iter().chain(&self.overridden).cloned();
        let (overridden, settings) =
            all.partition(|setting: &EffectiveSetting| own.is_over_configuration(setting.key));
        Self {
            own: Some(own),
            base,
            policy: Some(self.overrides.applied_to(&own).0),
            settings,
            overridden,
            ..self.clone()
        }
    }

    /// The site.
    pub fn site(&self) -> &'static Site {
        self.site
    }

    /// The policy from a call's first failure on. `None` if a part of it is only evaluated when a call starts: see
    /// [`of_instance`](Self::of_instance).
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// Whether it retries at all.
    pub fn is_enabled(&self) -> bool {
        self.overrides.enabled.unwrap_or(true)
    }

    /// The settings from configuration; everything else is as in the code.
    pub fn settings(&self) -> &[EffectiveSetting] {
        &self.settings
    }

    /// Every part that the policy has a use for, with where it comes from, and what else is set from outside. Of a
    /// policy that is not known it is only the latter. They are lines of `{:#}`.
    pub fn parts(&self) -> Vec<EffectivePart> {
        let shown = self.policy.as_ref().map(PolicySettings::shown);
        let of_policy = shown.iter().flat_map(PolicySettings::iter);
        let of_policy = of_policy.filter(|(key, _)| self.setting(*key).is_none());
        let from_base = of_policy.map(|(key, value)| EffectivePart {
            key,
            from: From::Base {
                value,
                source: self.base.clone(),
                overridden: self.overridden.iter().find(|one| one.key == key).cloned(),
            },
        });
        let set = self.settings.iter().map(|setting| EffectivePart {
            key: setting.key,
            from: From::Outside(setting.clone()),
        });
        let mut parts: Vec<_> = from_base.chain(set).collect();
        parts.sort_by_key(|part| part.key);
        parts
    }

    fn setting(&self, key: Key) -> Option<&EffectiveSetting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

/// A part that is in force, and where it comes from.
#[derive(Clone, Debug)]
pub struct EffectivePart {
    key: Key,
    from: From,
}

#[derive(Clone, Debug)]
enum From {
    Base {
        value: String,
        source: Source,
        overridden: Option<EffectiveSetting>,
    },
    Outside(EffectiveSetting),
}

impl EffectivePart {
    /// What it is.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Its value, as a file has it.
    pub fn value(&self) -> &str {
        match &self.from {
            From::Base { value, .. } => value,
            From::Outside(setting) => setting.value(),
        }
    }

    /// Which layer has won.
    pub fn source(&self) -> &Source {
        match &self.from {
            From::Base { source, .. } => source,
            From::Outside(setting) => setting.source(),
        }
    }
}

/// `max_attempts = 5 from the code`
impl fmt::Display for EffectivePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.from {
            From::Outside(setting) => setting.fmt(f),
            From::Base {
                value,
                source,
                overridden,
            } => {
                write!(f, "{} = {} from {source}", self.key, Escaped(value))?;
                match overridden {
                    Some(setting) => setting.write_overridden(f),
                    None => Ok(()),
                }
            }
        }
    }
}

/// A line, and below it one for each setting; by `{:#}` one for each [part](Self::parts).
impl fmt::Display for EffectiveSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Escaped(&self.site.to_string()))?;
        match (self.is_enabled(), &self.policy) {
            (false, _) => f.write_str("switched off")?,
            (true, Some(policy)) => policy.fmt(f)?,
            (true, None) => f.write_str("known when a call begins")?,
        }
        if f.alternate() {
            return self
                .parts()
                .iter()
                .try_for_each(|part| write!(f, "\n    {part}"));
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

impl EffectiveSetting {
    /// As what something else overrides.
    fn write_overridden(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.iter().try_for_each(|written| {
            let origin = written.origin();
            let (value, origin) = (Escaped(&written.value), Escaped(&origin));
            write!(f, ", overriding {value} from {origin}")
        })
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
