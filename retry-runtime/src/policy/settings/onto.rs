//! Settings put on a policy.

use core::time::Duration;

use super::PolicySettings;
use super::error::SettingsError;
use super::key::Key;
use super::lists;
use super::value::{self, Value, words};
use crate::policy::Policy;
use crate::policy::delay::strategy::Strategy;
use crate::policy::error::PolicyError;
use crate::policy::over_configuration::PartSet;
use crate::policy::overrides::Overrides;

impl PolicySettings {
    /// `base` with what is set here in the place of its own parts; a new `backoff` drops the parameters of the
    /// one before. Where `enabled` is `false` it makes one attempt, whatever else is set, and no `max_attempts` of
    /// configuration from outside makes it more. Such a call stops with the reason `attempts`.
    ///
    /// Settings are layered by putting one on the result of another: `tenant.onto(region.onto(BASE)?)?`.
    ///
    /// A policy borrows its list of delays for the life of the process. So a list of delays is kept from here
    /// on, once each and together with those of the configuration: at most 1,000 different lists of at most
    /// 1,000 delays each.
    ///
    /// # Errors
    ///
    /// The first thing that does not go together: a part that the backoff has no use for
    /// ([`Unused`](SettingsError::Unused)), a value above a [ceiling](crate::PolicyBuilder::config_max_attempts)
    /// of `base` ([`AboveCeiling`](SettingsError::AboveCeiling)), a broken [rule](SettingsError::Rule), or one list
    /// of delays too many ([`TooManyLists`](SettingsError::TooManyLists)). Nothing is kept then.
    pub fn onto(&self, base: Policy) -> Result<Policy, SettingsError> {
        self.check_use(base)?;
        self.check_ceilings(&base)?;
        let overrides = self.overrides();
        self.check_delays(overrides.max_delay.unwrap_or(base.max_delay()))?;
        let mut policy = overrides.on(&base).try_build()?;
        if let Some(delays) = self.kept_delays()? {
            let overrides = Overrides {
                backoff: Some(Strategy::Schedule(delays)),
                ..overrides
            };
            policy = overrides.on(&base).try_build()?;
        }
        if self.enabled() == Some(false) {
            policy = policy.to_builder().max_attempts(1).try_build()?;
            let attempts = PartSet::of(Key::MaxAttempts);
            policy.over_configuration = policy.over_configuration.with(attempts);
        }
        Ok(policy)
    }

    /// The same, and configuration from outside does not change the parts that are set here: for settings that are
    /// closer to the call than a variable, such as those of a tenant. All other parts are still set from outside. See
    /// [`Policy::over_configuration`].
    ///
    /// # Errors
    ///
    /// As those of [`onto`](Self::onto).
    pub fn onto_over_configuration(&self, base: Policy) -> Result<Policy, SettingsError> {
        let mut policy = self.onto(base)?;
        for key in self.values.keys() {
            policy.over_configuration = policy.over_configuration.with(PartSet::of(*key));
        }
        Ok(policy)
    }

    fn check_use(&self, base: Policy) -> Result<(), SettingsError> {
        let strategy = match self.values.get(&Key::Backoff) {
            Some(Value::Backoff(strategy)) => *strategy,
            Some(Value::Delays(delays)) => Strategy::Schedule(value::stand_in(delays)),
            _ => base.backoff(),
        };
        let unused = self.values.iter().find(|(key, value)| {
            let part = key.part().filter(|_| !matches!(value, Value::Jitter(None)));
            part.is_some_and(|part| !part.is_used_by(strategy))
        });
        unused.map_or(Ok(()), |(key, value)| {
            Err(SettingsError::Unused {
                key: *key,
                value: value.to_node().to_string(),
                backoff: words::describe(strategy).to_owned(),
            })
        })
    }

    fn check_ceilings(&self, base: &Policy) -> Result<(), SettingsError> {
        for (key, value) in &self.values {
            if let Some(ceiling) = value.exceeded(*key, base) {
                return Err(SettingsError::AboveCeiling {
                    key: *key,
                    value: value.to_node().to_string(),
                    ceiling,
                });
            }
        }
        Ok(())
    }

    /// What the rules would say of the list itself, before it is kept.
    fn check_delays(&self, max_delay: Duration) -> Result<(), SettingsError> {
        let delays = self.delays().map_or(&[][..], |delays| delays);
        match delays.iter().find(|delay| **delay > max_delay) {
            Some(delay) => Err(SettingsError::Rule(PolicyError::ScheduleAboveMaxDelay {
                delay: *delay,
                max_delay,
            })),
            None => Ok(()),
        }
    }

    fn kept_delays(&self) -> Result<Option<&'static [Duration]>, SettingsError> {
        let delays = self.delays();
        let (kept, _) = lists::keep(&[delays], &[]).map_err(|_| SettingsError::TooManyLists {
            count: delays.map_or(0, |delays| delays.len()),
            most: lists::MOST_LISTS,
        })?;
        Ok(kept.into_iter().next().flatten())
    }

    fn delays(&self) -> Option<&std::sync::Arc<[Duration]>> {
        match self.values.get(&Key::Backoff) {
            Some(Value::Delays(delays)) => Some(delays),
            _ => None,
        }
    }
}

impl Policy {
    /// Whether configuration does not change the part that `key` sets.
    #[doc(hidden)]
    pub fn is_over_configuration(&self, key: Key) -> bool {
        self.over_configuration.has(key)
    }
}
