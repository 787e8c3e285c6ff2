//! What comes after a failed attempt: another one, and when, or the end of the call.
//!
//! Asked in the order of the page `guide::order` of `reattempt`.

use core::fmt::Display;

use crate::call::failure::{Failure, Listener};
use crate::call::history::{History, RetriedCall};
use crate::call::verdict::{Stop, TooLong, Verdict};
use crate::error::class::Class;
use crate::error::processed::Processed;
use crate::error::stop_reason::StopReason;
use crate::machine::HAS_CLOCK;
use crate::policy::Policy;
use crate::policy::delay::next::NoDelay;
use crate::report;
use crate::run::deadline::remaining;
use crate::run::guards::Guards;
use crate::run::surroundings::Surroundings;
use crate::scope;
use crate::scope::enclosing::EnclosingCall;
use crate::scope::time;

/// Sees to it that a wait of so many nanoseconds can begin.
pub(crate) type Prepare<'a> = dyn FnMut(u64) -> Result<(), StopReason> + 'a;

/// Records a failed attempt and decides what comes next.
#[inline]
pub(super) fn record(
    call: &mut RetriedCall<'_>,
    failure: &mut Failure<'_>,
    mut guards: Option<&mut Guards<'_>>,
    prepare: &mut Prepare<'_>,
) -> Verdict {
    #[cfg(feature = "config")]
    if let Some(names) = call
        .in_force
        .settings()
        .and_then(|settings| settings.errors)
    {
        failure.decide_by(names);
    }
    let failure = &*failure;
    call.attempts = call.attempts.saturating_add(1);
    call.last_class = failure.class;
    call.last_kind = failure.kind;
    call.processed_earlier = call.processed_earlier.or(call.processed_last);
    call.processed_last = Processed::unless(failure.unprocessed);
    if let Some(guards) = &mut guards {
        guards.failed(failure.class);
        #[cfg(feature = "metrics")]
        guards.watch(call.site);
    }
    if guards.is_some() || !goes_by_policy_alone(call, failure) {
        return weigh(call, failure, guards, prepare);
    }
    let decision = next_delay(call, failure.class, prepare);
    call.policy().rule.failed(failure.class);
    match decision {
        Ok(delay) => repeat(call, failure, delay),
        Err(reason) => Verdict::Stop(report::stopped(call, failure, reason.into())),
    }
}

/// Everything that may have a say in it, in its order.
#[inline(never)]
fn weigh(
    call: &mut RetriedCall<'_>,
    failure: &Failure<'_>,
    guards: Option<&mut Guards<'_>>,
    prepare: &mut Prepare<'_>,
) -> Verdict {
    let decision = decide(call, failure, prepare).and_then(|delay| {
        // Last, because what is paid here is for a retry that takes place. One that was refused has been
        // paid for, and is still to come.
        let paid = match guards {
            None => None,
            Some(guards) if failure.refused => Some(guards.paid()),
            Some(guards) => Some(guards.withdraw(failure.class)?),
        };
        Ok((delay, paid))
    });
    if !failure.refused {
        call.policy().rule.failed(failure.class);
    }
    match decision {
        Ok((delay, paid)) => {
            let verdict = repeat(call, failure, delay);
            if let Some(paid) = paid {
                paid.keep();
            }
            verdict
        }
        Err(stop) => Verdict::Stop(report::stopped(call, failure, stop)),
    }
}

/// Whether another attempt follows by nothing but the policy and the class of the error: the usual case, which is
/// not asked what [`decide`] asks.
#[inline]
fn goes_by_policy_alone(call: &RetriedCall<'_>, failure: &Failure<'_>) -> bool {
    failure.stop.is_none()
        && failure.hint.is_none()
        && !scope::is_set()
        && call
            .in_force
            .own()
            .is_some_and(|policy| policy.max_elapsed == Policy::UNSET)
        && policy_allows(call)
}

/// The wait before it, in nanoseconds.
#[inline]
fn next_delay(
    call: &mut RetriedCall<'_>,
    class: Class,
    prepare: &mut Prepare<'_>,
) -> Result<u64, StopReason> {
    let policy = call.in_force.policy();
    let draw = |range| Surroundings::NONE.draw(range);
    let delay = call.delays.next(policy, class, None, draw);
    prepare(delay)?;
    Ok(delay)
}

/// Another attempt follows after a wait of so many nanoseconds.
#[inline]
fn repeat(call: &mut RetriedCall<'_>, failure: &Failure<'_>, delay: u64) -> Verdict {
    call.delay = delay;
    if call.started.is_none() && tells_time(call, failure) {
        call.started = time::start();
    }
    report::retrying(call, failure);
    Verdict::Retry
}

/// Whether anybody asks later how much time has passed.
#[inline]
fn tells_time(call: &RetriedCall<'_>, failure: &Failure<'_>) -> bool {
    failure.listener == Listener::Hook
        || call.policy().max_elapsed().is_some()
        || report::log::is_written()
}

/// Records the end of a sync wait: one that was cancelled, or could not be, has no attempt after it.
#[inline]
pub(super) fn waited(
    call: &RetriedCall<'_>,
    failure: &Failure<'_>,
    guards: Option<&mut Guards<'_>>,
    end: Result<(), StopReason>,
) -> Verdict {
    let Err(reason) = end else {
        return Verdict::Retry;
    };
    if let Some(guards) = guards {
        guards.undo_withdrawal();
    }
    Verdict::Stop(report::wait_ended(call, failure, reason))
}

/// Records a success after a failure.
pub fn recovered(history: History<'_>) {
    recovered_by(history, None);
}

/// The same, and whose call it was.
pub fn recovered_by(history: History<'_>, label: Option<&dyn Display>) {
    if let Some(call) = history.0 {
        call.policy().rule.succeeded();
        report::recovered(call, label);
    }
}

/// The wait before the next attempt in nanoseconds, or why there is none.
#[inline]
fn decide(
    call: &mut RetriedCall<'_>,
    failure: &Failure<'_>,
    prepare: &mut Prepare<'_>,
) -> Result<u64, Stop> {
    if let Some(reason) = failure.stop {
        return Err(reason.into());
    }
    let surroundings = Surroundings::here();
    if surroundings.enclosing == Some(EnclosingCall::Suppresses) {
        return Err(StopReason::Nested.into());
    }
    if !call.in_force.enabled() || surroundings.are_off() {
        return Err(StopReason::Disabled.into());
    }
    if !policy_allows(call) || !surroundings.allow(call.attempts) {
        let reason = if failure.refused {
            StopReason::CircuitOpen
        } else {
            StopReason::Attempts
        };
        return Err(reason.into());
    }
    if surroundings.cancelled {
        return Err(StopReason::Cancelled.into());
    }
    if !HAS_CLOCK && call.policy().max_elapsed().is_some() {
        return Err(StopReason::NoTimer.into());
    }
    let delay = if surroundings.leave_out_delays() {
        0
    } else {
        delay(call, failure, &surroundings)?
    };
    prepare(delay)?;
    Ok(delay)
}

/// Whether the policy has an attempt after those that were made.
#[inline]
fn policy_allows(call: &RetriedCall<'_>) -> bool {
    match call.policy().max_attempts {
        Policy::UNLIMITED => true,
        most => call.attempts < most,
    }
}

/// The policy's delay, or what the server asked for, if that is longer.
#[inline]
fn delay(
    call: &mut RetriedCall<'_>,
    failure: &Failure<'_>,
    surroundings: &Surroundings,
) -> Result<u64, Stop> {
    let policy = call.in_force.policy();
    let remaining = remaining(policy, call.started, surroundings.enclosing);
    let draw = |range| surroundings.draw(range);
    let delay = policy.next_delay(
        &mut call.delays,
        failure.class,
        failure.hint,
        remaining,
        draw,
    );
    delay.map_err(|none| match none {
        NoDelay::HintTooLong { hint, allowed } => Stop {
            reason: if failure.refused {
                StopReason::CircuitOpen
            } else {
                StopReason::Hint
            },
            too_long: Some(TooLong { hint, allowed }),
        },
        NoDelay::Elapsed => StopReason::Elapsed.into(),
    })
}
