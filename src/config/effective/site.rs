//! What is in force for one site.

use core::fmt;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::{Key, Overrides, PolicySettings};
use reattempt_runtime::{Policy, Site};

use super::part::{EffectivePart, From};
use super::setting::EffectiveSetting;
use crate::config::check::Settings;
use crate::config::source::Source;
use crate::config::switch::{Switches, Word};

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
    pub(in crate::config) fn untouched(site: &'static Site) -> Self {
        Self::new(site, &Settings::default(), &Overrides::default())
    }

    /// `overrides` are the values of `settings`.
    pub(in crate::config) fn new(
        site: &'static Site,
        settings: &Settings,
        overrides: &Overrides,
    ) -> Self {
        Self {
            site,
            own: site.policy().copied(),
            base: Source::Code,
            policy: site.policy().map(|own| overrides.on(own).clamped().0),
            overrides: *overrides,
            settings: EffectiveSetting::all(settings),
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
    pub(in crate::config) fn in_scope(&self, policy: Policy) -> Self {
        let policy = match &self.own {
            Some(own) => policy.with_lower_ceilings(own),
            None => policy,
        };
        self.on(policy, Source::Scope)
    }

    /// With the word of an operator over its settings.
    pub(in crate::config) fn switched(&self, switches: &Switches) -> Self {
        let mut site = self.clone();
        if let Some(Word { pattern, enabled }) = switches.of(self.site.name()) {
            let word = EffectiveSetting::by_operator(pattern, enabled, self.setting(Key::Enabled));
            site.settings.retain(|setting| setting.key != Key::Enabled);
            site.settings.push(word);
            site.settings.sort_by_key(|setting| setting.key);
            site.overrides.enabled = Some(enabled);
        }
        site
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
