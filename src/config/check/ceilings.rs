//! Values above the ceilings that a policy sets in the code.

use core::time::Duration;

use reattempt_runtime::{Policy, Site};

use super::entry::Entry;
use super::settings::Settings;
use crate::config::key::Key;
use crate::config::problem::{ProblemKind, Problems};
use crate::config::value::Value;

/// Leaves out what is above a ceiling of `site`. What a policy known at entry only has for ceilings, the
/// runtime looks at then.
pub(super) fn leave_out(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let Some(policy) = site.policy() else {
        return;
    };
    settings.retain(|entry| {
        let ceiling = exceeded(entry, policy);
        let is_within = ceiling.is_none();
        if let Some(ceiling) = ceiling {
            problems.push(entry.problem(ProblemKind::AboveCeiling {
                ceiling,
                sites: vec![site.name()],
            }));
        }
        is_within
    });
}

/// The ceiling that `entry` is above.
fn exceeded(entry: &Entry, policy: &Policy) -> Option<String> {
    let longest = policy.config_max_delay().unwrap_or(Duration::MAX);
    let exceeds = match entry.value.as_ref()? {
        Value::MaxAttempts(attempts) => {
            let ceiling = policy.config_max_attempts()?;
            return (*attempts > ceiling).then(|| ceiling.to_string());
        }
        Value::Delays(delays) => delays.iter().any(|delay| *delay > longest),
        Value::Duration(delay) => {
            let is_a_delay = !matches!(entry.key, Key::MaxElapsed | Key::Increment);
            is_a_delay && *delay > longest
        }
        _ => false,
    };
    exceeds.then(|| format!("{longest:?}"))
}
