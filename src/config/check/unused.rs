//! What a site has no use for: parts of a policy that its backoff does not need, and limits that it does not have.

use reattempt_runtime::__private::NestedInCode;
use reattempt_runtime::__private::settings::value::{self, Value, words};
use reattempt_runtime::settings::{Key, Part};
use reattempt_runtime::{Nested, Policy, Site, Strategy};

use super::settings::Settings;
use crate::config::problem::{ProblemKind, Problems};

/// Leaves out what `site` has no use for.
///
/// That is a mistake where the function itself is named, or where both were written in one place. A pattern
/// may mean other functions by it, and a new backoff drops the parts of the one before.
pub(super) fn leave_out(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    leave_out_limit(site, settings, problems);
    leave_out_nested(site, settings, problems);
    let Some(strategy) = strategy(site, settings) else {
        return;
    };
    for (key, part) in [
        (Key::InitialDelay, Part::InitialDelay),
        (Key::Factor, Part::Factor),
        (Key::Increment, Part::Increment),
        (Key::Jitter, Part::Jitter),
    ] {
        let Some(entry) = settings.get(key) else {
            continue;
        };
        let is_own = matches!(entry.value, Some(Value::Jitter(None)));
        if is_own || part.is_used_by(strategy) {
            continue;
        }
        let backoff = settings.get(Key::Backoff);
        let replaced = backoff.is_some_and(|backoff| backoff.rank() > entry.rank());
        let beside = backoff.is_some_and(|backoff| {
            backoff.layer == entry.layer && backoff.pattern() == entry.pattern()
        });
        if beside || (entry.pattern().is_exact() && !replaced) {
            problems.push(entry.problem(ProblemKind::Unused {
                backoff: words::describe(strategy).to_owned(),
                sites: vec![site.name()],
            }));
        }
        settings.remove(key);
    }
}

/// A limit of attempts, where the code sets none.
fn leave_out_limit(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let limit = settings.get(Key::AttemptTimeout);
    let Some(entry) = limit.filter(|_| !site.has_attempt_timeout()) else {
        return;
    };
    if entry.pattern().is_exact() {
        problems.push(entry.problem(ProblemKind::NoAttemptTimeout {
            sites: vec![site.name()],
        }));
    }
    settings.remove(Key::AttemptTimeout);
}

/// What the call means for those inside of it, where the code says nothing of that or cannot bound them.
fn leave_out_nested(site: &'static Site, settings: &mut Settings, problems: &mut Problems) {
    let Some(entry) = settings.get(Key::Nested) else {
        return;
    };
    let is_bound = matches!(entry.value, Some(Value::Nested(Nested::Bounded)));
    let sites = vec![site.name()];
    let kind = match site.nested() {
        NestedInCode::Open => return,
        NestedInCode::Suppress if !is_bound => return,
        NestedInCode::Suppress => ProblemKind::NestedUnbounded { sites },
        NestedInCode::Nothing => ProblemKind::NoNested { sites },
    };
    if entry.pattern().is_exact() {
        problems.push(entry.problem(kind));
    }
    settings.remove(Key::Nested);
}

/// `None` if it could not be read, or is known at entry only.
fn strategy(site: &'static Site, settings: &Settings) -> Option<Strategy> {
    match settings.get(Key::Backoff).map(|entry| &entry.value) {
        Some(Some(Value::Backoff(strategy))) => Some(*strategy),
        Some(Some(Value::Delays(delays))) => Some(Strategy::Schedule(value::stand_in(delays))),
        Some(_) => None,
        None => site.policy().map(Policy::backoff),
    }
}
