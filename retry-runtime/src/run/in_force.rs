//! Which policy counts: asked once in a call, when its first attempt has failed.

use crate::call::Call;
use crate::call::in_force::{InForce, Replaced};
#[cfg(feature = "config")]
use crate::policy::Policy;
#[cfg(feature = "config")]
use crate::report::log;
use crate::scope;
#[cfg(feature = "config")]
use crate::site::settings;

/// The function's own policy or that of the scope, with what is set from outside on it.
#[inline]
pub(super) fn in_force<'p>(call: &Call<'p>) -> InForce<'p> {
    let scoped = scope::policy();
    #[cfg(feature = "config")]
    if settings::is_active() && scope::is_configured() {
        let policy = scoped.as_ref().unwrap_or(call.policy);
        if let Some(replaced) = from_outside(call, policy) {
            return InForce::Replaced(Box::new(replaced));
        }
    }
    match scoped {
        Some(policy) => InForce::Replaced(Box::new(Replaced::from(policy))),
        None => InForce::Own(call.policy),
    }
}

#[cfg(feature = "config")]
#[cold]
fn from_outside(call: &Call<'_>, policy: &Policy) -> Option<Replaced> {
    let ceilings = policy.with_lower_ceilings(call.policy);
    let settings = settings::look_up(call.site, &ceilings)?;
    if let Some(problem) = settings.problem {
        log::clamped_from_outside(call.site, &problem);
    }
    Some(Replaced {
        policy: settings.policy,
        enabled: settings.enabled,
        settings: settings.of_call,
    })
}
