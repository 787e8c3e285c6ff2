//! What comes after a failed attempt: another one, and when, or the end of the call.

use core::time::Duration;
use std::sync::PoisonError;

use crate::failure::Failure;
use crate::progress::Progress;
use crate::random::Random;
use crate::scope::{self, Rule};
use crate::state::Call;
use crate::{Policy, StopReason, clock, log};

/// What the loop does after a failed attempt.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Wait, then make another attempt.
    Retry,
    /// Return the error.
    Stop(StopReason),
}

/// Decides on the `attempts`-th attempt, which has just failed: the wait before the next one, or why
/// there is none.
pub(crate) fn decide(
    call: &Call<'_>,
    failure: &Failure<'_>,
    attempts: u32,
    progress: &mut Progress,
) -> Result<Duration, StopReason> {
    if !failure.retry {
        return Err(StopReason::Permanent);
    }
    let rule = scope::with(|scope| scope.rule).flatten();
    let policy = match rule {
        Some(Rule::Policy(policy)) => policy,
        _ => call.policy,
    };
    let attempts_left = policy.max_attempts().is_none_or(|max| attempts < max);
    match rule {
        Some(Rule::Off) => Err(StopReason::Disabled),
        _ if !attempts_left => Err(StopReason::Attempts),
        Some(Rule::AtMost(most)) if attempts >= most => Err(StopReason::Attempts),
        Some(Rule::AtMost(_)) => Ok(Duration::ZERO),
        _ => {
            let delay = delay(call, policy, failure, progress)?;
            within_max_elapsed(call, policy, delay, StopReason::Elapsed)
        }
    }
}

/// The policy's delay, drawn out by what the server asked for.
fn delay(
    call: &Call<'_>,
    policy: &Policy,
    failure: &Failure<'_>,
    progress: &mut Progress,
) -> Result<Duration, StopReason> {
    let draw = |random: &mut Random| progress.next(policy, failure.class, random);
    let own = Duration::from_nanos(draw_from_scope(draw));
    let Some(hint) = failure.retry_after else {
        return Ok(own);
    };
    if hint > policy.max_delay() {
        log::hint_too_long(call.site, hint, policy.max_delay());
        return Err(StopReason::Hint);
    }
    if let Err(reason) = within_max_elapsed(call, policy, hint, StopReason::Hint) {
        log::hint_too_long(call.site, hint, remaining(call, policy).unwrap_or_default());
        return Err(reason);
    }
    Ok(hint.saturating_add(own).min(policy.max_delay()))
}

/// A wait that would cross `max_elapsed` is never begun.
fn within_max_elapsed(
    call: &Call<'_>,
    policy: &Policy,
    delay: Duration,
    otherwise: StopReason,
) -> Result<Duration, StopReason> {
    match remaining(call, policy) {
        Some(remaining) if delay > remaining => Err(otherwise),
        _ => Ok(delay),
    }
}

/// What is left of `max_elapsed`, if the policy has one.
pub(crate) fn remaining(call: &Call<'_>, policy: &Policy) -> Option<Duration> {
    let max_elapsed = policy.max_elapsed()?;
    let elapsed = call.started.map_or(Duration::ZERO, |started| {
        clock::now().saturating_duration_since(started)
    });
    Some(max_elapsed.saturating_sub(elapsed))
}

fn draw_from_scope(draw: impl FnOnce(&mut Random) -> u64) -> u64 {
    match scope::with(|scope| scope.random.clone()).flatten() {
        Some(random) => draw(&mut random.lock().unwrap_or_else(PoisonError::into_inner)),
        None => Random::with_thread(draw),
    }
}
