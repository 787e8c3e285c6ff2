//! Whether the settings of a site go together with each other and with what is in the code.

use core::time::Duration;

use reattempt_runtime::configured::Part;

use super::entry::Entry;
use super::key::Key;
use super::merge::{Settings, overrides};
use super::problem::{Problem, ProblemKind, Problems};
use super::value::Value;
use reattempt_runtime::{Policy, PolicyError, Site, Strategy};

/// Takes away from what is set for `site` what has no use there, and what is a problem.
pub(super) fn verify(site: &'static Site, settings: &mut Settings<'_>, problems: &mut Problems) {
    let verifier = Verifier { site };
    verifier.drop_unused(settings, problems);
    verifier.drop_above_ceilings(settings, problems);
    // What a delay that could not be read contradicts nobody knows.
    let unread = |key| {
        settings
            .get(key)
            .is_some_and(|chosen| chosen.entry.value.is_none())
    };
    if !CONTRADICTORY.iter().any(unread) {
        while let Some(conflict) = verifier.conflict(settings) {
            problems.push(conflict.problem);
            settings.remove(&conflict.key);
        }
    }
}

/// The settings that can contradict each other; with them `max_attempts`, if it is unlimited.
const CONTRADICTORY: [Key; 5] = [
    Key::Backoff,
    Key::InitialDelay,
    Key::MaxDelay,
    Key::MinDelay,
    Key::Increment,
];

struct Verifier {
    site: &'static Site,
}

struct Conflict {
    /// The setting to leave out.
    key: Key,
    problem: Problem,
}

impl Verifier {
    fn sites(&self) -> Vec<&'static str> {
        vec![self.site.name()]
    }

    /// A part that the backoff has no use for is a mistake where the function itself is named, or where
    /// both were written in one place. A pattern may mean other functions by it, and a new backoff
    /// drops the parts of the one before.
    fn drop_unused(&self, settings: &mut Settings<'_>, problems: &mut Problems) {
        let backoff = settings.get(&Key::Backoff).map(|chosen| chosen.entry);
        let strategy = match backoff.map(|entry| entry.value) {
            Some(Some(Value::Backoff(strategy))) => strategy,
            Some(_) => return,
            None => match self.site.policy() {
                Some(policy) => policy.backoff(),
                None => return,
            },
        };
        for (key, part) in [
            (Key::InitialDelay, Part::InitialDelay),
            (Key::Factor, Part::Factor),
            (Key::Increment, Part::Increment),
            (Key::Jitter, Part::Jitter),
        ] {
            let Some(entry) = settings.get(&key).map(|chosen| chosen.entry) else {
                continue;
            };
            let is_own = matches!(entry.value, Some(Value::Jitter(None)));
            if is_own || part.is_used_by(strategy) {
                continue;
            }
            let replaced = backoff.is_some_and(|backoff| backoff.rank() > entry.rank());
            let beside = backoff.is_some_and(|backoff| {
                backoff.layer == entry.layer && backoff.pattern == entry.pattern
            });
            if beside || (entry.pattern.is_exact() && !replaced) {
                problems.push(entry.problem(ProblemKind::Unused {
                    backoff: in_words(strategy).to_owned(),
                    sites: self.sites(),
                }));
            }
            settings.remove(&key);
        }
    }

    fn drop_above_ceilings(&self, settings: &mut Settings<'_>, problems: &mut Problems) {
        let Some(policy) = self.site.policy() else {
            return;
        };
        settings.retain(|_, chosen| {
            let ceiling = chosen
                .entry
                .value
                .and_then(|value| above(value, chosen.entry, policy));
            if let Some(ceiling) = &ceiling {
                problems.push(chosen.entry.problem(ProblemKind::AboveCeiling {
                    ceiling: ceiling.clone(),
                    sites: self.sites(),
                }));
            }
            ceiling.is_none()
        });
    }

    /// The first rule that is broken.
    fn conflict(&self, settings: &Settings<'_>) -> Option<Conflict> {
        // Of a policy that is known at entry only nothing is assumed.
        let anything = || {
            let builder = Policy::builder().max_delay(Duration::MAX);
            builder.initial_delay(Duration::from_nanos(1)).build()
        };
        let policy = self.site.policy().copied().unwrap_or_else(anything);
        let error = overrides(settings).on(&policy).try_build().err()?;
        let (max_delay, other) = match error {
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
            PolicyError::UnlimitedWithoutDelay => return self.spinning(settings),
            // Values are within their ranges, and parts without a use have been left out.
            _ => return None,
        };
        self.crossing((Key::MaxDelay, max_delay), other, settings)
    }

    /// A cap that is below what it caps: a problem of the setting that counts more.
    fn crossing(
        &self,
        cap: (Key, Duration),
        capped: (Key, Duration),
        settings: &Settings<'_>,
    ) -> Option<Conflict> {
        let entry = |key| settings.get(&key).map(|chosen| chosen.entry);
        let (relation, (key, _), (with, limit)) = match (entry(cap.0), entry(capped.0)) {
            (None, None) => return None,
            (None, Some(_)) => ("at most", capped, cap),
            (Some(cap_entry), Some(entry)) if entry.rank() > cap_entry.rank() => {
                ("at most", capped, cap)
            }
            (Some(_), _) => ("at least", cap, capped),
        };
        let from = entry(with);
        if from.is_none() && self.site.policy().is_none() {
            return None;
        }
        let problem = entry(key)?.problem(ProblemKind::Conflict {
            relation,
            limit: format!("{limit:?}"),
            with,
            from: from.map(Entry::origin),
            sites: self.sites(),
        });
        Some(Conflict { key, problem })
    }

    fn spinning(&self, settings: &Settings<'_>) -> Option<Conflict> {
        let sites = self.sites();
        let kind = ProblemKind::UnlimitedWithoutDelay { sites };
        let mut keys = [Key::MaxAttempts].into_iter().chain(CONTRADICTORY);
        let (key, entry) = keys.find_map(|key| Some((key, settings.get(&key)?.entry)))?;
        let problem = entry.problem(kind);
        Some(Conflict { key, problem })
    }
}

/// The ceiling that `value` is above.
fn above(value: Value, entry: &Entry, policy: &Policy) -> Option<String> {
    let longest = policy.config_max_delay().unwrap_or(Duration::MAX);
    let exceeds = match value {
        Value::MaxAttempts(attempts) => {
            let ceiling = policy.config_max_attempts()?;
            return (attempts > ceiling).then(|| ceiling.to_string());
        }
        Value::Backoff(Strategy::Schedule(delays)) => delays.iter().any(|delay| *delay > longest),
        Value::Duration(delay) => {
            let is_a_delay = !matches!(entry.key, Key::MaxElapsed | Key::Increment);
            is_a_delay && delay > longest
        }
        _ => false,
    };
    exceeds.then(|| format!("{longest:?}"))
}

fn in_words(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Fixed => "fixed",
        Strategy::Linear => "linear",
        Strategy::Exponential => "exponential",
        Strategy::Fibonacci => "fibonacci",
        Strategy::Decorrelated => "decorrelated",
        Strategy::Schedule(_) => "a list of delays",
        _ => "one of its own",
    }
}
