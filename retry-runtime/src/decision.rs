//! What comes after a failed attempt: another one, and when, or the end of the call.

use core::ops::RangeInclusive;
use core::time::Duration;
use std::sync::PoisonError;
use std::time::Instant;

use crate::call::Call;
use crate::cancel::Cancelled;
use crate::failure::Failure;
use crate::guard::CallOutcome;
use crate::guards::Guards;
use crate::history::Past;
use crate::nested::Outer;
use crate::random::Random;
use crate::scope::{self, Rule};
use crate::{Policy, StopReason, clock, log, nanos, notice};

/// What the loop does after a failed attempt.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Wait, then make another attempt.
    Retry,
    /// Return the error.
    Stop(StopReason),
}

/// Takes in a failed attempt and decides what comes next.
pub(crate) fn take_in(
    past: &mut Past,
    call: &Call<'_>,
    failure: &Failure<'_>,
    mut guards: Option<&mut Guards>,
) -> Verdict {
    past.attempts = past.attempts.saturating_add(1);
    past.last_class = failure.class;
    if let Some(guards) = &mut guards {
        #[cfg(feature = "metrics")]
        guards.watch(past.site);
        guards.settle(CallOutcome::Failure(failure.class));
    }
    let decision = decide(past, failure, guards);
    if !failure.refused {
        call.policy.rule.failed(failure.class);
    }
    match decision {
        Ok(delay) => {
            past.delay = delay;
            past.started.get_or_insert_with(clock::now);
            notice::retrying(past, failure);
            Verdict::Retry
        }
        Err(reason) => {
            notice::stopped(past, failure, reason);
            Verdict::Stop(reason)
        }
    }
}

/// Takes in the end of a sync wait: a cancelled one has no attempt after it.
pub(crate) fn waited(
    past: &Past,
    failure: &Failure<'_>,
    guards: Option<&mut Guards>,
    end: Result<(), Cancelled>,
) -> Verdict {
    let Err(Cancelled) = end else {
        return Verdict::Retry;
    };
    if let Some(guards) = guards {
        guards.undo_withdrawal();
    }
    notice::cancelled(past, failure);
    Verdict::Stop(StopReason::Cancelled)
}

/// The wait before the next attempt in nanoseconds, or why there is none.
fn decide(
    past: &mut Past,
    failure: &Failure<'_>,
    guards: Option<&mut Guards>,
) -> Result<u64, StopReason> {
    if let Some(reason) = failure.stop {
        return Err(reason);
    }
    let (rule, outer) = scope::with(|scope| (scope.rule.clone(), scope.outer)).unwrap_or_default();
    if outer == Some(Outer::Suppresses) {
        return Err(StopReason::Nested);
    }
    #[cfg(feature = "config")]
    if !past.enabled {
        return Err(StopReason::Disabled);
    }
    let max_attempts = past.policy.max_attempts;
    let attempts_left = past.attempts < max_attempts || max_attempts == Policy::UNLIMITED;
    let delay = match rule {
        Some(Rule::Off) => return Err(StopReason::Disabled),
        _ if !attempts_left => return Err(StopReason::Attempts),
        Some(Rule::AtMost(most)) if past.attempts >= most => return Err(StopReason::Attempts),
        _ if scope::check().is_err() => return Err(StopReason::Cancelled),
        Some(Rule::AtMost(_)) => 0,
        _ => delay(past, failure)?,
    };
    // Last, because what is paid here is for a retry that takes place. One that was refused has been
    // paid for, and is still to come.
    match guards {
        Some(guards) if !failure.refused => guards.withdraw(failure.class)?,
        _ => {}
    }
    Ok(delay)
}

/// The policy's delay, drawn out by what the server asked for.
fn delay(past: &mut Past, failure: &Failure<'_>) -> Result<u64, StopReason> {
    let policy = &past.policy;
    let remaining = remaining(policy, past.started);
    let hint = failure.retry_after.map(nanos::from_duration);
    if let Some(hint) = hint {
        let allowed = remaining.unwrap_or(u64::MAX).min(policy.max_delay);
        if hint > allowed {
            log::hint_too_long(past.site, hint, allowed);
            return Err(if failure.refused {
                StopReason::CircuitOpen
            } else {
                StopReason::Hint
            });
        }
    }
    let delay = past.progress.next(policy, failure.class, hint, draw);
    match remaining {
        // A wait that would cross `max_elapsed` is never begun, nor an attempt when it is over.
        Some(remaining) if delay > remaining || remaining == 0 => Err(StopReason::Elapsed),
        _ => Ok(delay),
    }
}

/// What is left of `max_elapsed` in nanoseconds, if the policy has one, or of that of a call around
/// this one.
pub(crate) fn remaining(policy: &Policy, started: Option<Instant>) -> Option<u64> {
    let own = policy.max_elapsed().map(|max_elapsed| {
        let elapsed = started.map_or(Duration::ZERO, |started| {
            clock::now().saturating_duration_since(started)
        });
        max_elapsed.saturating_sub(elapsed)
    });
    let outer = match scope::with(|scope| scope.outer).flatten() {
        Some(Outer::EndsAt(end)) => Some(end.saturating_duration_since(clock::now())),
        _ => None,
    };
    let left = own.into_iter().chain(outer).min()?;
    Some(nanos::from_duration(left))
}

/// Draws from the scope's generator, else the thread's; a range of one value asks neither.
fn draw(range: RangeInclusive<u64>) -> u64 {
    if range.start() >= range.end() {
        return *range.start();
    }
    match scope::with(|scope| scope.random.clone()).flatten() {
        Some(random) => random
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .within(range),
        None => Random::with_thread(|random| random.within(range)),
    }
}
