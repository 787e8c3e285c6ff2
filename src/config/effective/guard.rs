//! What is set for one budget or breaker.

use core::fmt;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::settings::GuardKind;

use super::setting::EffectiveSetting;
use crate::config::check::CheckedGuard;

/// What is in force for one budget or breaker.
#[derive(Clone, Debug)]
pub struct EffectiveGuard {
    kind: GuardKind,
    name: String,
    settings: Vec<EffectiveSetting>,
}

impl EffectiveGuard {
    pub(in crate::config) fn new(guard: &CheckedGuard) -> Self {
        Self {
            kind: guard.kind,
            name: guard.name.clone(),
            settings: EffectiveSetting::all(&guard.settings),
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
