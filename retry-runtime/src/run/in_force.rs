//! Which policy counts: asked once in a call, when its first attempt has failed.

use crate::call::Call;
use crate::call::history::InForce;
#[cfg(feature = "config")]
use crate::report::log;
use crate::scope;
#[cfg(feature = "config")]
use crate::site::settings::{self, CallSettings};

/// The function's own policy or that of the scope, with what is set from outside on it.
#[inline]
pub(super) fn in_force(call: &Call<'_>) -> InForce {
    let policy = scope::policy().unwrap_or(*call.policy);
    #[cfg(feature = "config")]
    if scope::is_configured() {
        let ceilings = policy.with_lower_ceilings(call.policy);
        if let Some(settings) = settings::look_up(call.site, &ceilings) {
            if let Some(problem) = settings.problem {
                log::clamped_from_outside(call.site, &problem);
            }
            return InForce {
                policy: settings.policy,
                enabled: settings.enabled,
                settings: settings.of_call,
            };
        }
    }
    InForce {
        policy,
        enabled: true,
        #[cfg(feature = "config")]
        settings: CallSettings::default(),
    }
}
