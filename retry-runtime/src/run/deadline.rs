//! What is left of the time that a call has.

use crate::machine::Instant;
use core::time::Duration;

use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::scope::enclosing::EnclosingCall;
use crate::scope::time;

/// What is left in nanoseconds of `max_elapsed`, if the policy has one, and of that of a call around this
/// one.
#[inline]
pub(super) fn remaining(
    policy: &Policy,
    started: Option<Instant>,
    enclosing: Option<EnclosingCall>,
) -> Option<u64> {
    if policy.max_elapsed == Policy::UNSET && enclosing.is_none() {
        return None;
    }
    let own = policy.max_elapsed().map(|max_elapsed| {
        let elapsed = started.map_or(Duration::ZERO, time::since);
        max_elapsed.saturating_sub(elapsed)
    });
    let outer = match enclosing {
        Some(EnclosingCall::EndsAt(end)) => Some(time::until(end)),
        _ => None,
    };
    let left = own.into_iter().chain(outer).min()?;
    Some(nanos::from_duration(left))
}
