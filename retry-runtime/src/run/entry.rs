//! What a call looks up when it begins, where an option asks for it.

use crate::machine::Instant;

use crate::policy::Policy;
use crate::policy::builder::PolicyBuilder;
use crate::report::log;
use crate::scope::time;
use crate::site::Site;

/// A policy with values that are known at entry only: put right with a WARN where one is out of
/// range, because a running program is no place to panic over a setting.
#[inline(never)]
pub fn entry_policy(site: &'static Site, builder: PolicyBuilder) -> Policy {
    let (policy, error) = builder.clamped();
    if let Some(error) = error {
        log::clamped(site, &error);
    }
    policy
}

/// The present instant.
#[cfg(feature = "std")]
#[inline(never)]
pub(crate) fn now() -> Instant {
    time::now()
}

/// The beginning of a call that has to know it; `None` where there is no clock.
#[inline(never)]
pub fn start() -> Option<Instant> {
    time::start()
}

/// The beginning of a call whose policy may have `max_elapsed`.
#[inline]
pub fn started(policy: &Policy) -> Option<Instant> {
    policy.max_elapsed().and_then(|_| start())
}
