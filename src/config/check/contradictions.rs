//! Settings that do not go together with each other or with what is in the code.

use core::time::Duration;

use reattempt_runtime::__private::settings::value::Value;
use reattempt_runtime::settings::Key;
use reattempt_runtime::{Policy, PolicyError, Site};

use super::settings::Settings;
use crate::config::problem::{Problem, ProblemKind, Problems};

/// The settings that can contradict each other; with them `max_attempts`, if it is unlimited.
const CONTRADICTORY: [Key; 5] = [
    Key::Backoff,
    Key::InitialDelay,
    Key::MaxDelay,
    Key::MinDelay,
    Key::Increment,
];

/// Leaves out one setting of each contradiction, until there is none.
pub(super) fn leave_out(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let is_unread = |key| settings.get(key).is_some_and(|entry| entry.value.is_none());
    // What a delay that could not be read contradicts nobody knows.
    if CONTRADICTORY.into_iter().any(is_unread) {
        return;
    }
    while let Some(conflict) = conflict(site, settings) {
        problems.push(conflict.problem);
        settings.remove(conflict.key);
    }
}

struct Conflict {
    /// The setting to leave out.
    key: Key,
    problem: Problem,
}

/// The first rule that is broken.
fn conflict(site: &'static Site, settings: &Settings) -> Option<Conflict> {
    // Of a policy that is known at entry only nothing is assumed.
    let anything = || {
        let builder = Policy::builder().max_delay(Duration::MAX);
        builder.initial_delay(Duration::from_nanos(1)).build()
    };
    let policy = site.policy().copied().unwrap_or_else(anything);
    if let Some((delay, max_delay)) = list_above_cap(&policy, settings) {
        let (cap, capped) = ((Key::MaxDelay, max_delay), (Key::Backoff, delay));
        return above_cap(site, cap, capped, settings);
    }
    let overrides = settings.overrides();
    let error = overrides.on(&policy).try_build().err()?;
    let (max_delay, capped) = match error {
        PolicyError::MaxDelayBelowInitialDelay {
            initial_delay,
            max_delay,
        } => (max_delay, (Key::InitialDelay, initial_delay)),
        PolicyError::MinDelayAboveMaxDelay {
            min_delay,
            max_delay,
        } => (max_delay, (Key::MinDelay, min_delay)),
        PolicyError::ScheduleAboveMaxDelay { delay, max_delay } => {
            (max_delay, (Key::Backoff, delay))
        }
        PolicyError::UnlimitedWithoutDelay => return without_delay(site, settings),
        // Values are within their ranges, and parts without a use have been left out.
        _ => return None,
    };
    above_cap(site, (Key::MaxDelay, max_delay), capped, settings)
}

/// Of a list that was written, the first delay above `max_delay`, and that. What a policy could say of it, it
/// says of lists that are kept for ever.
fn list_above_cap(policy: &Policy, settings: &Settings) -> Option<(Duration, Duration)> {
    let Some(Value::Delays(delays)) = &settings.get(Key::Backoff)?.value else {
        return None;
    };
    let max_delay = match settings.get(Key::MaxDelay).map(|entry| &entry.value) {
        Some(Some(Value::Duration(max_delay))) => *max_delay,
        _ => policy.max_delay(),
    };
    let above = delays.iter().find(|delay| **delay > max_delay)?;
    Some((*above, max_delay))
}

/// A cap that is below what it caps: a problem of the setting that counts more.
fn above_cap(
    site: &'static Site,
    cap: (Key, Duration),
    capped: (Key, Duration),
    settings: &Settings,
) -> Option<Conflict> {
    let (relation, (key, _), (with, limit)) = match (settings.get(cap.0), settings.get(capped.0)) {
        (None, None) => return None,
        (None, Some(_)) => ("at most", capped, cap),
        (Some(cap_entry), Some(entry)) if entry.rank() > cap_entry.rank() => {
            ("at most", capped, cap)
        }
        (Some(_), _) => ("at least", cap, capped),
    };
    let from = settings.get(with);
    if from.is_none() && site.policy().is_none() {
        return None;
    }
    let problem = settings.get(key)?.problem(ProblemKind::Conflict {
        relation,
        limit: format!("{limit:?}"),
        with,
        from: from.map(|entry| entry.written.origin()),
        sites: vec![site.name()],
    });
    Some(Conflict { key, problem })
}

fn without_delay(site: &'static Site, settings: &Settings) -> Option<Conflict> {
    let mut keys = [Key::MaxAttempts].into_iter().chain(CONTRADICTORY);
    let (key, entry) = keys.find_map(|key| Some((key, settings.get(key)?)))?;
    let problem = entry.problem(ProblemKind::UnlimitedWithoutDelay {
        sites: vec![site.name()],
    });
    Some(Conflict { key, problem })
}
