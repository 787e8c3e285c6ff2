//! Values above the ceilings that a policy sets in the code.

use reattempt_runtime::Site;

use super::settings::Settings;
use crate::config::problem::{ProblemKind, Problems};

/// Leaves out what is above a ceiling of `site`. What a policy known at entry only has for ceilings, the
/// runtime looks at then.
pub(super) fn leave_out(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let Some(policy) = site.policy() else {
        return;
    };
    settings.retain(|entry| {
        let value = entry.value.as_ref();
        let ceiling = value.and_then(|value| value.exceeded(entry.key, policy));
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
