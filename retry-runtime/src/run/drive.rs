//! A sync call whose options are all about its policy and its errors: the attempts are a closure, and what follows
//! a failed one is the same code for all functions that return one type.

use crate::call::Call;
use crate::call::failure::{DescriptionOf, Failure};
use crate::call::verdict::Verdict;
use crate::error::classify::Classify;
use crate::error::probe::TextOf;
use crate::run::decision::recovered;
use crate::run::judge::{Judge, by, by_class, by_list, by_none};
use crate::run::returns::{IsOption, IsResult};
use crate::run::state::SyncState;
use crate::site::Site;

/// Makes attempts until one succeeds or there is to be no further one, by the class of errors.
#[inline]
pub fn drive<O, A>(
    site: &'static Site,
    _: *const (dyn Classify + '_),
    text: TextOf<O::Error>,
    mut attempt: A,
) -> O
where
    O: IsResult,
    O::Error: Classify,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again(site, text, outcome, &mut attempt)
}

/// The same by a list of errors that are retried.
#[inline]
pub fn drive_listed<O, A>(
    site: &'static Site,
    text: TextOf<O::Error>,
    description: DescriptionOf<O::Error>,
    is_listed: fn(&O::Error) -> bool,
    mut attempt: A,
) -> O
where
    O: IsResult,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again_listed(site, text, description, is_listed, outcome, &mut attempt)
}

/// The same by several options together.
#[inline]
pub fn drive_by<O, A>(
    site: &'static Site,
    judge: impl Fn(&O::Error) -> Failure<'_>,
    mut attempt: A,
) -> O
where
    O: IsResult,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again_by(site, judge, outcome, &mut attempt)
}

/// The same for a function that returns an `Option`.
#[inline]
pub fn drive_option<O, A>(site: &'static Site, mut attempt: A) -> O
where
    O: IsOption,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again_option(site, outcome, &mut attempt)
}

/// Goes on after a first attempt that failed.
#[cold]
#[inline(never)]
fn again<O: IsResult>(
    site: &'static Site,
    text: TextOf<O::Error>,
    outcome: O,
    attempt: &mut dyn FnMut() -> O,
) -> O
where
    O::Error: Classify,
{
    again_by_judge(site, &by_class(text), outcome, attempt)
}

#[cold]
#[inline(never)]
fn again_listed<O: IsResult>(
    site: &'static Site,
    text: TextOf<O::Error>,
    description: DescriptionOf<O::Error>,
    is_listed: fn(&O::Error) -> bool,
    outcome: O,
    attempt: &mut dyn FnMut() -> O,
) -> O {
    let judge = by_list(text, description, is_listed);
    again_by_judge(site, &judge, outcome, attempt)
}

#[cold]
#[inline(never)]
fn again_by<O: IsResult>(
    site: &'static Site,
    judge: impl Fn(&O::Error) -> Failure<'_>,
    outcome: O,
    attempt: &mut dyn FnMut() -> O,
) -> O {
    again_by_judge(site, &by(judge), outcome, attempt)
}

#[cold]
#[inline(never)]
fn again_option<O: IsOption>(site: &'static Site, outcome: O, attempt: &mut dyn FnMut() -> O) -> O {
    again_by_judge(site, &by_none, outcome, attempt)
}

fn again_by_judge<O>(
    site: &'static Site,
    judge: &Judge<'_, O>,
    mut outcome: O,
    attempt: &mut dyn FnMut() -> O,
) -> O {
    let call = Call::of(site);
    let mut state = SyncState::new();
    loop {
        let Some(mut failure) = judge(&outcome) else {
            recovered(state.history());
            return outcome;
        };
        let mut verdict = state.failed(&call, &mut failure, None);
        if verdict == Verdict::Retry {
            verdict = state.block(&failure, None);
        }
        if let Verdict::Stop(_) = verdict {
            return outcome;
        }
        outcome = attempt();
    }
}
