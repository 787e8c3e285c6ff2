//! Which policy counts: asked once in a call, when its first attempt has failed.

use crate::call::Call;
use crate::call::history::InForce;
#[cfg(feature = "config")]
use crate::report::log;
use crate::scope;
#[cfg(feature = "config")]
use crate::site::settings;

/// The policy of the scope, else what configuration makes of the function's own, else that.
pub(super) fn in_force(call: &Call<'_>) -> InForce {
    if let Some(policy) = scope::policy() {
        return InForce {
            policy,
            enabled: true,
        };
    }
    #[cfg(feature = "config")]
    if let Some(settings) = settings::look_up(call.site.name(), call.policy) {
        if let Some(problem) = settings.problem {
            log::clamped_from_outside(call.site, &problem);
        }
        return InForce {
            policy: settings.policy,
            enabled: settings.enabled,
        };
    }
    InForce {
        policy: *call.policy,
        enabled: true,
    }
}
