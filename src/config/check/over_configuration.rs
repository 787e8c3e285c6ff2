//! Parts of a policy in the code that stand over configuration.

use reattempt_runtime::Site;

use super::settings::Settings;
use crate::config::problem::{ProblemKind, Problems};

/// Leaves out what the policy of `site` does not let be changed: a mistake where the function itself is named. Of a
/// policy known at entry only the runtime asks it then.
pub(super) fn leave_out(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let Some(policy) = site.policy() else {
        return;
    };
    settings.retain(|entry| {
        let is_over = policy.is_over_configuration(entry.key);
        if is_over && entry.pattern().is_exact() {
            problems.push(entry.problem(ProblemKind::OverConfiguration {
                sites: vec![site.name()],
            }));
        }
        !is_over
    });
}
