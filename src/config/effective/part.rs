//! One part of a policy in force.

use core::fmt;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::Key;

use super::setting::EffectiveSetting;
use crate::config::source::Source;

/// A part that is in force, and where it comes from.
#[derive(Clone, Debug)]
pub struct EffectivePart {
    pub(super) key: Key,
    pub(super) from: From,
}

#[derive(Clone, Debug)]
pub(super) enum From {
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
