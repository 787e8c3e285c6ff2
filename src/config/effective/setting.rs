//! One setting in force, and what it overrides.

use core::fmt;
use std::sync::Arc;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::Key;

use crate::config::check::{Chosen, Settings, Written};
use crate::config::source::Source;

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
    pub(super) fn all(settings: &Settings) -> Vec<Self> {
        let settings = settings.iter();
        settings
            .map(|(key, chosen)| Self::new(key, chosen))
            .collect()
    }

    fn new(key: Key, chosen: &Chosen) -> Self {
        Self {
            key,
            written: chosen.written().cloned().collect(),
        }
    }

    /// The word of an operator, over what is set otherwise.
    pub(super) fn by_operator(pattern: &str, enabled: bool, over: Option<&Self>) -> Self {
        let word = Arc::new(Written::by_operator(pattern, enabled));
        let over = over.iter().flat_map(|over| over.written.iter().cloned());
        Self {
            key: Key::Enabled,
            written: core::iter::once(word).chain(over).collect(),
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

    /// As what something else overrides.
    pub(super) fn write_overridden(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
